// The words of the page, Kazakh first. What a button, a zone or a place is called comes from the centre's own settings.

export const TEXTS = {
  kk: {
    title: "Зал бір компьютерде", skip: "Залға өту", lost: "Симулятормен байланыс үзілді. Қайта қосылуда…",
    board: "Таблодағы кезек", voice: "Дауыстап шақыру", pads: "Шақыру пульттері",
    engineRoom: "Техник үшін: бағдарламалар", engineRoomHint: "Кез келген бағдарламаны құлатып көріңіз: зал өзі қалпына келеді.",
    name: "Атауы", role: "Рөлі", state: "Күйі", starts: "Іске қосылды", actions: "Әрекеттер", close: "Жабу",
    kill: "Құлату", stop: "Тоқтату", start: "Іске қосу",
    soundOn: "Дыбыс қосулы", soundOff: "Дыбысты қосу", silence: "Әзірге ешкім шақырылған жоқ", play: "Тыңдау",
    noPicture: "Экран өшірулі", printer: "Принтер", ticket: "Талон", bytes: "Принтерге кеткен байттар",
    refused: "Орындалмады", pressed: "Басылды", nobody: "Бос", take: "Талонды үлкейту", noPaper: "Талон осы жерден шығады",
    station: { entrance: "Кіреберіс", "waiting-hall": "Күту залы" },
    action: { "call-next": "Келесі", recall: "Қайталау", finish: "Аяқтау", "no-show": "Келмеді", "start-serving": "Бастау", undo: "Қайтару", "take-ticket": "Талон" },
    lamp: { ready: "Дайын", working: "Күте тұрыңыз", cannot: "Уақытша істемейді", off: "Өшірулі" },
    fault: { none: "Ақаусыз", "paper-low": "Қағаз аз қалды", "paper-out": "Қағаз жоқ", "cover-open": "Қақпағы ашық", silent: "Жауап бермейді", unplugged: "Ажыратылған" },
    processState: { starting: "қосылуда", running: "жұмыс істеуде", restarting: "қайта қосылуда", stopping: "тоқтап жатыр", stopped: "тоқтатылған", failed: "баптауы қате" },
    role_: { broker: "хабар тасушы", printer: "принтер", dispatcher: "диспетчер", display: "табло", audio: "дауыс", kiosk: "пульт" },
    reason: {
      "nobody-waiting": "Кезекте ешкім жоқ", "nothing-at-place": "Бұл орында ешкім жоқ", "too-early": "Алдымен қайта шақырыңыз", "place-busy": "Орын бос емес",
      "paper-out": "Қағаз жоқ", "cover-open": "Принтер қақпағы ашық", "printer-silent": "Принтер жауап бермейді", "printer-unplugged": "Принтер ажыратылған",
      "no-answer": "Диспетчер жауап бермейді", "no-link": "Байланыс жоқ", starting: "Іске қосылып жатыр", "station-offline": "Станция байланыста жоқ", "numbers-used-up": "Нөмірлер таусылды", "queue-full": "Принтер үлгермей жатыр",
    },
  },
  ru: {
    title: "Зал на одном компьютере", skip: "Перейти к залу", lost: "Связь с симулятором потеряна. Подключаемся снова…",
    board: "Очередь на табло", voice: "Голосовой вызов", pads: "Пульты вызова",
    engineRoom: "Для техника: программы", engineRoomHint: "Попробуйте сбить любую программу: зал восстановится сам.",
    name: "Имя", role: "Роль", state: "Состояние", starts: "Запусков", actions: "Действия", close: "Закрыть",
    kill: "Сбить", stop: "Остановить", start: "Запустить",
    soundOn: "Звук включён", soundOff: "Включить звук", silence: "Пока никого не вызывали", play: "Прослушать",
    noPicture: "Экран выключен", printer: "Принтер", ticket: "Талон", bytes: "Байты, ушедшие на принтер",
    refused: "Не выполнено", pressed: "Нажато", nobody: "Свободно", take: "Увеличить талон", noPaper: "Талон выйдет здесь",
    station: { entrance: "Вход", "waiting-hall": "Зал ожидания" },
    action: { "call-next": "Следующий", recall: "Повторить", finish: "Завершить", "no-show": "Не пришёл", "start-serving": "Начать", undo: "Отменить", "take-ticket": "Талон" },
    lamp: { ready: "Готово", working: "Подождите", cannot: "Временно не работает", off: "Выключено" },
    fault: { none: "Исправен", "paper-low": "Бумага кончается", "paper-out": "Нет бумаги", "cover-open": "Открыта крышка", silent: "Не отвечает", unplugged: "Отключён" },
    processState: { starting: "запускается", running: "работает", restarting: "перезапускается", stopping: "останавливается", stopped: "остановлена", failed: "ошибка настроек" },
    role_: { broker: "брокер", printer: "принтер", dispatcher: "диспетчер", display: "табло", audio: "голос", kiosk: "пульт" },
    reason: {
      "nobody-waiting": "В очереди никого нет", "nothing-at-place": "На этом месте никого нет", "too-early": "Сначала повторите вызов", "place-busy": "Место занято",
      "paper-out": "Нет бумаги", "cover-open": "Открыта крышка принтера", "printer-silent": "Принтер не отвечает", "printer-unplugged": "Принтер отключён",
      "no-answer": "Диспетчер не отвечает", "no-link": "Нет связи", starting: "Запускается", "station-offline": "Станция не на связи", "numbers-used-up": "Номера закончились", "queue-full": "Принтер не успевает",
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

/** One of a pair {kk, ru}, in the page's language or in *wanted*. */
export function of(pair, wanted = language) { return pair?.[wanted] ?? ""; }
