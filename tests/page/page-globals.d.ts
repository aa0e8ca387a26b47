// The name that the script of Folium's map calls; Leaflet itself is a global of its own types.
declare var pilotmap: {
    start: (map: import("leaflet").Map) => void;
    statuses?: () => Record<string, string>;
    tools?: typeof import("../../geo/page/assets/tools.js").tools;
    countTools?: typeof import("../../geo/page/assets/counttools.js").countTools;
};

// Chromium and Firefox have it; TypeScript does not tell of it yet.
declare var scheduler: {
    postTask?: (act: () => void, options: { priority: "background" }) => Promise<void>;
};
