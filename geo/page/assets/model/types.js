/**
 * The shapes that modules hand to each other; comments only, nothing runs.
 *
 * @typedef {{t: "u8" | "u16" | "u32" | "i16" | "i32" | "degrees" | "degrees3", b: string}} Column
 *   A typed array: little-endian bytes in base64.
 * @typedef {"upto" | "in" | "range"} Mode
 *   Up to the end of the year; started in the year; started in a range of years.
 * @typedef {"map" | "table" | "chart" | "text"} View
 * @typedef {"en" | "zh"} Lang
 * @typedef {0 | 1 | 2 | 3} Code  A status: see STATUS in status.js.
 *
 * @typedef {object} State  Everything that the address holds.
 * @property {number} year  The year shown; in `range` the last one.
 * @property {number} from  First year of a range; ignored in the other modes.
 * @property {Mode} mode
 * @property {Lang} lang
 * @property {View} view
 * @property {number} level  0 provinces, 1 prefectures, 2 counties where the data name them.
 * @property {string} unit  Adcode of the unit in the panel, or empty.
 * @property {number} site  Row of the site in the panel, or -1.
 * @property {string} province  Only units in this province (adcode), or empty for all.
 * @property {string} source  Only what this source bears on (its id), or empty for all.
 * @property {string} status  Only this status (`in`, `possible`, `out`), or empty for all.
 * @property {string} sort  Column of the table, `-` before it for descending; empty as usual.
 * @property {string} query  What the table is narrowed down to.
 * @property {"status" | "counts"} layer  What is shown, where a page has counts.
 * @property {"n" | "share" | "first" | "sum"} measure  Of counts.
 * @property {string} at  Where the reader has moved the map, see `placeOf`; empty: it fits the data.
 *
 * @typedef {object} Units  Columns, one row per administrative unit, sorted by adcode.
 * @property {number} count
 * @property {string[]} adcode
 * @property {Uint8Array} level  0 province, 1 prefecture, 2 county.
 * @property {Int32Array} parent  Row of the parent, -1 for a province.
 * @property {string[]} nameEn
 * @property {string[]} nameZh  Full names.
 * @property {string[]} shortZh
 * @property {string[]} pinyin
 * @property {Record<Lang, {full: Record<number, string>, shared: number[]}>} told  How units are told
 *     apart that share a short name: by full names; the rows that share those lie in other places.
 * @property {string[]} aliases  Joined by "|".
 * @property {Float64Array} lon
 * @property {Float64Array} lat
 * @property {Map<string, number>} row  Adcode to row.
 *
 * @typedef {object} Dates  The distinct pairs of start and end, and the years they allow.
 * @property {string[]} start  EDTF as written.
 * @property {string[]} end
 * @property {Int16Array} possibleFrom  NEVER where open.
 * @property {Int16Array} possibleTo  FOREVER where open.
 * @property {Int16Array} certainFrom  FOREVER where no year is certain.
 * @property {Int16Array} certainTo  NEVER where no year is certain, FOREVER where open.
 *
 * @typedef {object} Statements  Columns, one row per statement without a position.
 * @property {number} count
 * @property {string[]} id
 * @property {string[]} place  The toponym as printed.
 * @property {Uint8Array} kind  See KIND in status.js.
 * @property {Int32Array} unit  Row of its unit, of the first candidate, or -1 (the country).
 * @property {Uint32Array} date  Row in Dates.
 * @property {Uint16Array} source  Row in sources.
 * @property {Record<number, number[]>} candidates  By row: the units of which one is meant.
 *
 * @typedef {object} Sites  Columns, one row per statement with a position, by first certain year.
 * @property {number} count
 * @property {Float64Array} lon
 * @property {Float64Array} lat
 * @property {Int32Array} unit
 * @property {Uint32Array} date
 * @property {Uint16Array} source
 * @property {Int16Array} year  First possible year, ascending.
 * @property {Uint32Array} used  How many sites have each row of Dates.
 * @property {boolean} settled  Every site has one start year and no end: a prefix is a year.
 *
 * @typedef {object} Source
 * @property {string} id
 * @property {string} title
 * @property {string} titleZh  The title in Chinese, where there is one.
 * @property {string} publisher
 * @property {string} author
 * @property {string} published  EDTF.
 * @property {string} url
 * @property {string} archive  Where a copy is kept.
 * @property {string} accessed
 * @property {string} coverage
 * @property {string} note
 *
 * @typedef {object} Texts  What the page says about itself, as typed.
 * @property {string} title
 * @property {string} titleZh
 * @property {string} subtitle
 * @property {string} note
 * @property {string} reviewNumber
 * @property {string} credit
 * @property {string} creditZh
 * @property {string} byline
 * @property {string} bylineZh
 * @property {string} alt  Of the opening view; empty where it is written from the data.
 * @property {string} altZh
 *
 * @typedef {{years: string[], paper: Record<string, string>}} Scheme  `years`: empty for the usual.
 * @typedef {object} Theme
 * @property {Scheme} light
 * @property {Scheme | null} dark  Null: the page is light on every screen.
 * @property {string} logo  A `data:` address; empty for none.
 * @property {string} logoAlt
 *
 * @typedef {object} FullList  A claim of a source to be complete, which leaves units out.
 * @property {number} source  Row in sources.
 * @property {number} first  Year.
 * @property {number} last
 * @property {[number, number][]} scope  Row of a unit, or -1, and the level it is complete for.
 * @property {number} closes  How many units it leaves out.
 * @property {number[]} units  Their rows, where they are few.
 *
 * @typedef {object} Reasons  Which statements bear on a unit, and how.
 * @property {Uint32Array} offset  Per unit; one longer than the units.
 * @property {Uint32Array} row  A statement; a source where `how` is "full list".
 * @property {Uint8Array} how  Place in HOW (status.js).
 *
 * @typedef {object} Statuses  Change points of every unit, of its status or of whether it can begin.
 * @property {Uint32Array} offset  Per unit; one longer than the units.
 * @property {Int16Array} year
 * @property {Uint8Array} code
 * @property {Uint8Array} begins  1 from where the programme can have begun in the unit.
 * @property {Uint8Array} reached  Per unit: 1 if any statement reaches it in any year.
 * @property {Int16Array} earliest  First year it can have started, per unit; NEVER if open.
 * @property {Int16Array} latest  First year it is certain, per unit; FOREVER if it never is.
 *
 * @typedef {object} Tiles
 * @property {string} url
 * @property {[string, string][]} attribution  Texts and where they lead, if anywhere.
 * @property {string} subdomains
 * @property {number} maxZoom
 * @property {boolean} gcj02
 *
 * @typedef {object} Model  The payload, decoded.
 * @property {Texts} text
 * @property {{first: number, last: number}} years
 * @property {State} start  What the page opens with.
 * @property {Units} units
 * @property {string} traditional  Pairs of characters: a traditional one, and that which names have.
 * @property {Statuses} statuses
 * @property {Dates} dates
 * @property {Statements} statements
 * @property {Sites} sites
 * @property {Reasons} reasons
 * @property {Source[]} sources
 * @property {FullList[]} lists  Asked by `listsIn` (lists.js).
 * @property {Uint32Array} places  Units that a settled statement names, as rows of units.
 * @property {Map<number, number[]>} naming  By place: the statements that name it.
 * @property {import("./topology.js").Topology} topology
 * @property {Tiles | null} tiles  A basemap, where the page was built with one.
 * @property {Theme | null} theme  Null: the usual look.
 * @property {string} boundaries  Name of the file the outlines come from; empty for our own.
 * @property {import("./counts.js").Counts | null} counts  By unit and year, where the page has them.
 * @property {Uint8Array} counted  By unit: 1 where it or a part of it was counted; else empty.
 * @property {import("./texts.js").TextStore} texts  Row per statement, then per site.
 * @property {import("./texts.js").TextStore} names  Row per site: its toponym.
 */

export {};
