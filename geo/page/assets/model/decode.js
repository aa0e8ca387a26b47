/**
 * The payload, from what JSON carries to what the page works with.
 */

import { degrees, i16, i32, u8, u16, u32 } from "./columns.js";
import { FOREVER, HOW, KIND, NAMING } from "./status.js";
import { textStore } from "./texts.js";
import { unpackTopology } from "./topology.js";

/** @typedef {import("./types.js").Model} Model */
/** @typedef {import("./types.js").Sites} Sites */
/** @typedef {import("./types.js").Dates} Dates */

/** What a reader chooses and a page does not open with. */
const UNTOUCHED = {
    unit: "",
    site: -1,
    province: "",
    source: "",
    status: "",
    sort: "",
    query: "",
    at: "",
    layer: /** @type {const} */ ("status"),
    measure: /** @type {const} */ ("n"),
};

/**
 * @param {any} payload  Valid by geo/payload/schema.json.
 * @param {(store: string, block: number) => Promise<string>} packed  A block, as it is carried.
 * @returns {Promise<Model>}
 */
export async function decodePayload(payload, packed) {
    const dates = decodeDates(payload.dates);
    const statements = decodeStatements(payload.statements);
    const sites = decodeSites(payload.sites, dates);
    const places = u32(payload.places);
    const reasons = {
        offset: u32(payload.reasons.offset),
        row: u32(payload.reasons.row),
        how: u8(payload.reasons.how),
    };
    const { rows, perBlock } = payload.texts;
    return {
        text: payload.text,
        years: payload.years,
        start: { ...payload.start, ...UNTOUCHED },
        traditional: payload.traditional,
        units: decodeUnits(payload.units, payload.topology.adcodes),
        statuses: decodeStatuses(payload.statuses),
        dates,
        statements,
        sites,
        reasons,
        sources: payload.sources,
        lists: payload.lists,
        places,
        naming: namingOf(places, statements, reasons),
        topology: await unpackTopology(payload.topology, [
            packed("outlines", 0),
            packed("outlines", 1),
        ]),
        tiles: payload.tiles ?? null,
        boundaries: payload.boundaries ?? "",
        theme: payload.theme ?? null,
        counts: null,
        counted: new Uint8Array(0),
        texts: textStore(rows, perBlock, (block) => packed("texts", block)),
        names: textStore(sites.count, perBlock, (block) => packed("names", block)),
    };
}

/**
 * @param {any} packed
 * @param {string[]} outlined  Adcodes of the topology: the first rows, in the same order.
 * @returns {import("./types.js").Units}
 */
function decodeUnits(packed, outlined) {
    const adcode = [...outlined, ...packed.withoutOutline];
    const short = u8(packed.shortZh);
    const term = u8(packed.term);
    const searched = adcode.length - term.length;
    const { told } = packed;
    for (const [i, at] of term.entries()) {
        if (at) {
            const row = searched + i;
            told.en.full[row] = `${packed.nameEn[row]} ${packed.terms[at - 1]}`;
        }
    }
    return {
        count: adcode.length,
        adcode,
        level: u8(packed.level),
        parent: i32(packed.parent),
        nameEn: packed.nameEn,
        nameZh: packed.nameZh,
        shortZh: packed.nameZh.map(
            (/** @type {string} */ name, /** @type {number} */ row) =>
                packed.oddShortZh[row] ?? name.slice(0, short[row]),
        ),
        pinyin: packed.pinyin,
        told,
        aliases: packed.aliases,
        lon: degrees(packed.lon),
        lat: degrees(packed.lat),
        row: new Map(adcode.map((code, row) => [code, row])),
    };
}

/**
 * @param {any} packed
 * @returns {import("./types.js").Statuses}
 */
function decodeStatuses(packed) {
    const code = u8(packed.code);
    return {
        offset: u32(packed.offset),
        year: i16(packed.year),
        code: code.map((each) => each & 3),
        begins: code.map((each) => each >> 2),
        reached: u8(packed.reached),
        earliest: i16(packed.earliest),
        latest: i16(packed.latest),
    };
}

/**
 * @param {any} packed
 * @returns {Dates}
 */
function decodeDates(packed) {
    return {
        start: packed.start,
        end: packed.end,
        possibleFrom: i16(packed.possibleFrom),
        possibleTo: i16(packed.possibleTo),
        certainFrom: i16(packed.certainFrom),
        certainTo: i16(packed.certainTo),
    };
}

/**
 * @param {any} packed
 * @returns {import("./types.js").Statements}
 */
function decodeStatements(packed) {
    return {
        count: packed.id.length,
        id: packed.id,
        place: packed.place,
        kind: u8(packed.kind),
        unit: i32(packed.unit),
        date: u32(packed.date),
        source: u16(packed.source),
        candidates: packed.candidates,
    };
}

/**
 * The statements that name each place themselves.
 * @param {Uint32Array} places
 * @param {import("./types.js").Statements} statements
 * @param {import("./types.js").Reasons} reasons
 * @returns {Map<number, number[]>}
 */
function namingOf(places, { kind }, { offset, row, how }) {
    return new Map(
        Array.from(places, (unit) => {
            const [first = 0, last = 0] = offset.subarray(unit, unit + 2);
            const names = (/** @type {number} */ at, /** @type {number} */ i) =>
                NAMING.includes(HOW[/** @type {0} */ (how[first + i])]) && kind[at] === KIND.NAMED;
            return [unit, Array.from(row.subarray(first, last)).filter(names)];
        }),
    );
}

/**
 * @param {any} packed
 * @param {Dates} dates
 * @returns {Sites}
 */
function decodeSites(packed, dates) {
    const date = u32(packed.date);
    const year = new Int16Array(date.length);
    const used = new Uint32Array(dates.start.length);
    for (let i = 0; i < date.length; i++) {
        const row = /** @type {number} */ (date[i]);
        year[i] = /** @type {number} */ (dates.possibleFrom[row]);
        used[row] = (used[row] ?? 0) + 1;
    }
    const settled = used.every(
        (count, row) =>
            !count ||
            (dates.certainFrom[row] === dates.possibleFrom[row] &&
                dates.certainTo[row] === FOREVER),
    );
    return {
        count: date.length,
        lon: degrees(packed.lon),
        lat: degrees(packed.lat),
        unit: i32(packed.unit),
        date,
        source: u16(packed.source),
        year,
        used,
        settled,
    };
}
