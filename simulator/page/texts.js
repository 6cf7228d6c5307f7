// The words of the page, Kazakh first. What a button, a zone or a place is called comes from the centre's own settings.

export const TEXTS = {
  kk: {
    skip: "Залға өту", lost: "Симулятормен байланыс үзілді. Қайта қосылуда…",
    board: "Таблодағы кезек", voice: "Дауыстап шақыру", pads: "Шақыру пульттері",
    engineRoom: "Техник үшін: бағдарламалар", engineRoomHint: "Кез келген бағдарламаны құлатып көріңіз: зал өзі қалпына келеді.",
    name: "Атауы", role: "Рөлі", state: "Күйі", starts: "Іске қосу саны", actions: "Әрекеттер", close: "Жабу",
    kill: "Құлату", stop: "Тоқтату", start: "Іске қосу",
    soundOn: "Дыбыс қосулы", soundOff: "Дыбысты қосу", silence: "Әзірге ешкім шақырылған жоқ", play: "Тыңдау",
    noPicture: "Экран өшірулі", printer: "Принтер", ticket: "Талон", bytes: "Принтерге кеткен байттар",
    nobody: "Бос", take: "Талонды үлкейту", noPaper: "Талон осы жерден шығады",
    station: { entrance: "Кіреберіс", "waiting-hall": "Күту залы" },
    action: { "call-next": "Келесі", recall: "Қайталау", finish: "Аяқтау", "no-show": "Келмеді", "start-serving": "Бастау", undo: "Қайтару", "take-ticket": "Талон", "waiting-list": "Кезек тізімі", "roll-changed": "Жаңа орам" },
    lamp: { ready: "Дайын", working: "Күте тұрыңыз", cannot: "Уақытша істемейді", off: "Өшірулі" },
    fault: { none: "Ақаусыз", "paper-low": "Қағаз аз қалды", "paper-out": "Қағаз жоқ", "cover-open": "Қақпағы ашық", "cutter-jammed": "Пышағы тұрып қалды", silent: "Жауап бермейді", unplugged: "Ажыратылған" },
    processState: { starting: "қосылуда", running: "жұмыс істеуде", restarting: "қайта қосылуда", stopping: "тоқтап жатыр", stopped: "тоқтатылған", failed: "баптауы қате" },
    role_: { broker: "хабар тасушы", printer: "принтер", dispatcher: "диспетчер", display: "табло", audio: "дауыс", kiosk: "киоск" },
    condition: { init: "дайындалуда", degraded: "кемшілікпен", fault: "ақаулы", offline: "ажыратылған", lost: "байланыссыз" },
    reason: {
      "nobody-waiting": "Кезекте ешкім жоқ", "nothing-at-place": "Бұл орында ешкім жоқ", "too-early": "Алдымен қайта шақырыңыз", "place-busy": "Орын бос емес",
      "paper-out": "Қағаз жоқ", "cover-open": "Принтер қақпағы ашық", "cutter-jammed": "Принтер пышағы тұрып қалды", "printer-silent": "Принтер жауап бермейді", "printer-unplugged": "Принтер ажыратылған",
      "no-answer": "Диспетчер жауап бермейді", "no-link": "Байланыс жоқ", starting: "Іске қосылып жатыр", "station-offline": "Станция байланыста жоқ", "numbers-used-up": "Нөмірлер таусылды", "store-failed": "Станция дискіге жаза алмайды", closed: "Орталық жабық", alone: "Нөмірді станция өзі береді", "no-lease": "Байланыссыз берілетін нөмір жоқ", "queue-full": "Принтер үлгермей жатыр",
      "paper-low": "Қағаз аз қалды", "printer-error": "Принтер ақауы", "printer-offline": "Принтер дайын емес", "printer-forbidden": "Принтерге рұқсат жоқ", "too-late": "Уақыт өтіп кетті",
      stopping: "Тоқтап жатыр", "not-allowed": "Рұқсат жоқ", "not-understood": "Сұрау түсініксіз", "unknown-zone": "Аймақ белгісіз", "unknown-place": "Орын белгісіз",
      "unknown-station": "Станция белгісіз", "unknown-ticket": "Талон белгісіз", "unknown-call": "Шақыру белгісіз", "wrong-state": "Қазір мүмкін емес", taken: "Басқа орын шақырып қойды", "nothing-to-undo": "Қайтаратын ештеңе жоқ",
      "button-stuck": "Батырма тұрып қалды", "panel-missing": "Батырмалар жоқ", "no-sound": "Дыбыс жоқ", "missing-clips": "Дауыс жазбалары жетіспейді", "no-screen": "Экран жоқ", "letters-missing": "Қаріпте әріп жетіспейді", "no-printer": "Принтер жоқ", "order-failed": "Орындау мүмкін болмады",
    },
  },
  ru: {
    skip: "Перейти к залу", lost: "Связь с симулятором потеряна. Подключаемся снова…",
    board: "Очередь на табло", voice: "Голосовой вызов", pads: "Пульты вызова",
    engineRoom: "Для техника: программы", engineRoomHint: "Попробуйте сбить любую программу: зал восстановится сам.",
    name: "Имя", role: "Роль", state: "Состояние", starts: "Запусков", actions: "Действия", close: "Закрыть",
    kill: "Сбить", stop: "Остановить", start: "Запустить",
    soundOn: "Звук включён", soundOff: "Включить звук", silence: "Пока никого не вызывали", play: "Прослушать",
    noPicture: "Экран выключен", printer: "Принтер", ticket: "Талон", bytes: "Байты, ушедшие на принтер",
    nobody: "Свободно", take: "Увеличить талон", noPaper: "Талон выйдет здесь",
    station: { entrance: "Вход", "waiting-hall": "Зал ожидания" },
    action: { "call-next": "Следующий", recall: "Повторить", finish: "Завершить", "no-show": "Не пришёл", "start-serving": "Начать", undo: "Отменить", "take-ticket": "Талон", "waiting-list": "Список очереди", "roll-changed": "Новый рулон" },
    lamp: { ready: "Готово", working: "Подождите", cannot: "Временно не работает", off: "Выключено" },
    fault: { none: "Исправен", "paper-low": "Бумага кончается", "paper-out": "Нет бумаги", "cover-open": "Открыта крышка", "cutter-jammed": "Заклинил нож", silent: "Не отвечает", unplugged: "Отключён" },
    processState: { starting: "запускается", running: "работает", restarting: "перезапускается", stopping: "останавливается", stopped: "остановлена", failed: "ошибка настроек" },
    role_: { broker: "брокер", printer: "принтер", dispatcher: "диспетчер", display: "табло", audio: "голос", kiosk: "киоск" },
    condition: { init: "готовится", degraded: "с ограничениями", fault: "неисправность", offline: "отключена", lost: "без связи" },
    reason: {
      "nobody-waiting": "В очереди никого нет", "nothing-at-place": "На этом месте никого нет", "too-early": "Сначала повторите вызов", "place-busy": "Место занято",
      "paper-out": "Нет бумаги", "cover-open": "Открыта крышка принтера", "cutter-jammed": "Заклинил нож принтера", "printer-silent": "Принтер не отвечает", "printer-unplugged": "Принтер отключён",
      "no-answer": "Диспетчер не отвечает", "no-link": "Нет связи", starting: "Запускается", "station-offline": "Станция не на связи", "numbers-used-up": "Номера закончились", "store-failed": "Станция не может писать на диск", closed: "Центр закрыт", alone: "Нумерует станция", "no-lease": "Нет номеров на случай без связи", "queue-full": "Принтер не успевает",
      "paper-low": "Бумага кончается", "printer-error": "Ошибка принтера", "printer-offline": "Принтер не готов", "printer-forbidden": "Нет доступа к принтеру", "too-late": "Время вышло",
      stopping: "Останавливается", "not-allowed": "Не разрешено", "not-understood": "Запрос не понят", "unknown-zone": "Неизвестная зона", "unknown-place": "Неизвестное место",
      "unknown-station": "Неизвестная станция", "unknown-ticket": "Неизвестный талон", "unknown-call": "Неизвестный вызов", "wrong-state": "Сейчас нельзя", taken: "Уже вызван в другое место", "nothing-to-undo": "Отменять нечего",
      "button-stuck": "Кнопка залипла", "panel-missing": "Нет кнопок", "no-sound": "Нет звука", "missing-clips": "Не хватает записей голоса", "no-screen": "Нет экрана", "letters-missing": "В шрифте нет буквы", "no-printer": "Нет принтера", "order-failed": "Выполнить не удалось",
    },
  },
};

export const LANGUAGES = ["kk", "ru"];
let language = LANGUAGES.includes(localStorage.getItem("language")) ? localStorage.getItem("language") : "kk";

export function currentLanguage() { return language; }

export function choose(chosen) {
  language = chosen;
  localStorage.setItem("language", chosen);
}

/** The text for *key*, or of *word* in the group *key*; a word that nobody has translated stands for itself. */
export function text(key, word) {
  const found = TEXTS[language][key];
  return word === undefined ? found : (found[word] ?? word);
}

/** Whether *word* in the group *key* has a text. */
export function knows(key, word) { return Object.hasOwn(TEXTS[language][key], word); }

/** One of a pair {kk, ru}, in the page's language or in *wanted*. */
export function of(pair, wanted = language) { return pair?.[wanted] ?? ""; }
