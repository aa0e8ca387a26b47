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
 * @property {import("./state/palette.js").Palette} palette
 * @property {() => boolean} calm  The reader asks for reduced motion.
 * @property {(unit: number | null) => void} point  Mark a unit on the map, while it is pointed at.
 */

/**
 * @typedef {object} Part
 * @property {(state: State, previous: State | null) => void} render
 *   Draw a state; `previous` is null the first time and after the colours changed.
 */

export {};
