// The words of the page, Kazakh first. What a button, a zone or a place is called comes from the centre's own settings;
// what a fault or a refusal is, from the table that docs/faults.md is made of.

const CODES = await (await fetch("/codes")).json();

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
    action: { "call-next": "Келесі", recall: "Қайталау", finish: "Аяқтау", "no-show": "Келмеді", "start-serving": "Бастау", undo: "Қайтару", "take-ticket": "Талон", park: "Күте тұру", "open-place": "Ашу", "pause-place": "Үзіліс", "close-place": "Жабу", summon: "Қызметкерді шақыру", feedback: "Баға", evacuate: "Эвакуация", "evacuation-over": "Эвакуация аяқталды", "waiting-list": "Кезек тізімі", "roll-changed": "Жаңа орам", "now-serving": "Кім шақырылды?" },
    assistance: "Көмек керек", stationSilence: "Станция әзірге үнсіз", indicators: "Шамдар",
    lamp: { ready: "Дайын", working: "Күте тұрыңыз", take: "Талонды алыңыз", cannot: "Уақытша істемейді", closed: "Жабық", off: "Өшірулі" },
    indicator: { ready: "Батырманы басыңыз", take: "Талонды алыңыз", "no-paper": "Талон шықпайды, ресепшнге барыңыз", closed: "Жабық" },
    rhythm: { ready: "жанып тұр", working: "жиі жыпылықтайды", take: "қос-қостан жыпылықтайды", cannot: "баяу жыпылықтайды", closed: "сирек жанады", off: "сөнген" },
    fault: { none: "Ақаусыз", "paper-low": "Қағаз аз қалды", "paper-out": "Қағаз жоқ", "cover-open": "Қақпағы ашық", "cutter-jammed": "Пышағы тұрып қалды", silent: "Жауап бермейді", unplugged: "Ажыратылған" },
    processState: { starting: "қосылуда", running: "жұмыс істеуде", restarting: "қайта қосылуда", stopping: "тоқтап жатыр", stopped: "тоқтатылған", failed: "баптауы қате" },
    role_: { broker: "хабар тасушы", printer: "принтер", dispatcher: "диспетчер", display: "табло", audio: "дауыс", kiosk: "киоск" },
    condition: { init: "дайындалуда", degraded: "кемшілікпен", fault: "ақаулы", offline: "ажыратылған", lost: "байланыссыз" },
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
    action: { "call-next": "Следующий", recall: "Повторить", finish: "Завершить", "no-show": "Не пришёл", "start-serving": "Начать", undo: "Отменить", "take-ticket": "Талон", park: "Отложить", "open-place": "Открыть", "pause-place": "Перерыв", "close-place": "Закрыть", summon: "Вызвать сотрудника", feedback: "Оценка", evacuate: "Эвакуация", "evacuation-over": "Конец эвакуации", "waiting-list": "Список очереди", "roll-changed": "Новый рулон", "now-serving": "Кого вызвали?" },
    assistance: "Нужна помощь", stationSilence: "Станция пока молчит", indicators: "Лампы",
    lamp: { ready: "Готово", working: "Подождите", take: "Возьмите талон", cannot: "Временно не работает", closed: "Закрыто", off: "Выключено" },
    indicator: { ready: "Нажмите кнопку", take: "Возьмите талон", "no-paper": "Талон не выходит, пройдите на ресепшн", closed: "Закрыто" },
    rhythm: { ready: "горит", working: "часто мигает", take: "мигает по два раза", cannot: "медленно мигает", closed: "изредка загорается", off: "не горит" },
    fault: { none: "Исправен", "paper-low": "Бумага кончается", "paper-out": "Нет бумаги", "cover-open": "Открыта крышка", "cutter-jammed": "Заклинил нож", silent: "Не отвечает", unplugged: "Отключён" },
    processState: { starting: "запускается", running: "работает", restarting: "перезапускается", stopping: "останавливается", stopped: "остановлена", failed: "ошибка настроек" },
    role_: { broker: "брокер", printer: "принтер", dispatcher: "диспетчер", display: "табло", audio: "голос", kiosk: "киоск" },
    condition: { init: "готовится", degraded: "с ограничениями", fault: "неисправность", offline: "отключена", lost: "без связи" },
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
  if (key === "reason") return of(CODES[word]) || word;
  const found = TEXTS[language][key];
  return word === undefined ? found : (found[word] ?? word);
}

/** The text for *key*, or of *word* in the group *key*, in a language that need not be the page's. */
export function textIn(wanted, key, word) {
  const found = (TEXTS[wanted] ?? TEXTS[language])[key];
  return word === undefined ? found : found[word];
}

/** Whether *word* in the group *key* has a text. */
export function knows(key, word) { return Object.hasOwn(key === "reason" ? CODES : TEXTS[language][key], word); }

/** One of a pair {kk, ru}, in the page's language or in *wanted*. */
export function of(pair, wanted = language) { return pair?.[wanted] ?? ""; }
