/**
 * What the parts of the page share. A part draws itself into an element of the page's document
 * whenever the state changes, and changes the state through the store; parts do not know each other.
 */

/** @typedef {import("./model/types.js").State} State */

/**
 * @typedef {object} App
 * @property {import("./model/types.js").Model} model
 * @property {import("./state/store.js").Store} store
 * @property {() => import("./words/i18n.js").Translator} tr  Texts in the language of the state.
 * @property {() => import("./words/i18n.js").Translator[]} both  English and Chinese, for files.
 * @property {() => import("./state/viewmodel.js").Frame} frame  What the state shows, worked out once.
 * @property {(state: State) => import("./state/viewmodel.js").Frame} frameAt  What another would show.
 * @property {import("./state/palette.js").Palette} palette
 * @property {() => boolean} calm  The reader asks for reduced motion.
 * @property {Kit | null} kit  What a page with counts has beyond others.
 * @property {(unit: number | null) => void} point  Mark a unit on the map, while it is pointed at.
 * @property {() => typeof import("./tools.js").tools} tools  What the first picture does without.
 */

/**
 * @typedef {object} Part
 * @property {(state: State, previous: State | null) => void} render
 *   Draw a state; `previous` is null the first time and after the colours changed.
 */

/**
 * What a page with counts does otherwise (counts.js): others are without it.
 * @typedef {object} Kit
 * @property {(model: import("./model/types.js").Model, payload: any,
 *     packed: (store: string, block: number) => Promise<string>) => Promise<void>} read
 * @property {(model: import("./model/types.js").Model, state: State) => State} valid
 * @property {(app: App, state: State) => import("./state/viewmodel.js").Frame | null} frameOf
 *     Null where the state shows statuses.
 * @property {(model: import("./model/types.js").Model) => import("./model/types.js").View[]} views
 * @property {<Usual extends Record<string, Part>>(app: App, usual: Usual) =>
 *     {parts: Usual, more: Part[]}} parts  With those that show counts instead, where they are.
 * @property {(app: App) => import("./timeline/timescale.js").Tally | null} tally  Of the timeline.
 * @property {(app: App, unit: number) => string[]} lines  What is told of a unit, in short.
 * @property {(app: App) => {fill: string, text: string}[]} samples  Of the colours, for pictures.
 * @property {(app: App) => string[]} table  Units and years, as lines of CSV.
 * @property {(app: App) => import("./downloads/exportrows.js").Exported[]} records  Units of the map.
 */

export {};
