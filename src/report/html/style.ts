import { darkPalette, palette } from '../figures/palette.ts';

function variables(colours: Readonly<Record<string, string>>): string {
  return Object.entries(colours)
    .map(([name, value]) => `--${name}:${value}`)
    .join(';');
}

const sans = 'system-ui,"Segoe UI","Helvetica Neue","DejaVu Sans",Arial,sans-serif';
const mono = 'ui-monospace,"DejaVu Sans Mono",Menlo,Consolas,monospace';

/** Sections and pictures beside each other, where a page has room for two. */
const columns = `
@media print,(min-width:45.01rem){
.front,.figures{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));column-gap:1.8rem}
.front>.across,.figures>.wide{grid-column:1/-1}
.figures>div{margin-top:.6rem}
.front>section:not(.across) .figures{display:block}
.figures.alone>figure:not(.wide){grid-column:1/-1;display:grid;grid-template-columns:repeat(2,minmax(0,1fr));column-gap:1.8rem}
.figures.alone>figure>h3{grid-column:1/-1}
.front>section:not(.across) .figures.alone>figure:not(.wide){display:block}
#assumptions th:first-child{width:23%;overflow-wrap:anywhere}
#assumptions td:nth-child(2){width:11%;overflow-wrap:anywhere}
#assumptions td:last-child{width:31%}
}`;

/** On a page of less than 45 rem a table becomes blocks, one for each row, with the name of the column before each value. */
const folding = `
@media screen and (max-width:45rem){
table.folds,.folds tbody,.folds tr,.folds th,.folds td{display:block;width:auto}
.plain td{overflow-wrap:anywhere}
.folds thead{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}
.folds tr{padding:.5rem 0;border-bottom:1px solid var(--grid)}
.folds th,.folds td{border:0;padding:.1rem 0;overflow-wrap:anywhere}
.folds tbody th{font-weight:650}
.folds td{display:grid;grid-template-columns:minmax(0,2fr) minmax(0,3fr);gap:.6rem}
.folds td::before{content:attr(data-label);color:var(--muted)}
.folds td:empty{display:none}
.picture svg{width:100%}
.wide .picture svg{width:auto;min-width:38rem}
.wide .cue{display:block}
}`;

const printing = `
@page{size:A4;margin:12mm 13mm}
@media print{:root{color-scheme:light;${variables(palette)};--tint:#f1f3f5;--link:#1b1c1d}
body{max-width:none;padding:0;font-size:9.5pt;line-height:1.42}
h1{font-size:15pt;margin:0 0 .2rem}
h2{font-size:11.5pt;margin:.8rem 0 .3rem;padding-top:.3rem}
h3{font-size:10pt;margin:.4rem 0 .1rem}
.front .answer{font-size:10.5pt;padding:.35rem .8rem;margin:.4rem 0}
.front{font-size:9pt;line-height:1.36}
.front h2{margin-top:.3rem}
.front p{margin:.3rem 0}
ul{margin:.3rem 0}
li{margin:.06rem 0}
figure{margin:.3rem 0 .6rem}
.picture,.scroll{overflow:visible}
figure,tr,li{break-inside:avoid}
h2,h3{break-after:avoid}
.body{break-before:page}
table{font-size:8pt}
pre{white-space:pre-wrap;overflow-wrap:anywhere;font-size:8pt}
figcaption,.muted{font-size:8pt}
nav,figure summary{display:none}
details.fold[open]{break-before:page}
details.fold:not([open]){display:none}
.on-paper{display:block}
header p{margin:.1rem 0}
}`;

/** The style of a report: light and dark by the reader's choice, narrow and wide, A4 on paper (always light). */
export const reportStyle = `
:root{color-scheme:light dark;${variables(palette)};--tint:#f1f3f5;--link:#0b4f8c}
@media (prefers-color-scheme:dark){:root{${variables(darkPalette)};--tint:#23262a;--link:#7fbcf5}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:64rem;padding:1rem 1.1rem 4rem;background:var(--paper);color:var(--ink);font:1rem/1.55 ${sans};overflow-wrap:anywhere}
h1{font-size:1.6rem;line-height:1.25;margin:.6rem 0}
h2{font-size:1.2rem;margin:2rem 0 .6rem;padding-top:.6rem;border-top:1px solid var(--grid)}
h3{font-size:1rem;line-height:1.35;margin:1rem 0 .3rem}
a{color:var(--link)}
a:focus-visible,summary:focus-visible,[tabindex]:focus-visible{outline:3px solid var(--link);outline-offset:2px}
nav ul{list-style:none;display:flex;flex-wrap:wrap;gap:.1rem 1.1rem;padding:0;margin:.4rem 0;font-size:.92rem}
nav a{display:inline-block;padding:.15rem 0}
.front h2{margin-top:1.2rem}
.answer{font-size:1.12rem;background:var(--tint);border-left:5px solid var(--first);padding:.7rem 1rem;margin:.8rem 0}
.muted,figcaption,caption{color:var(--muted);font-size:.88rem}
ul{padding-left:1.2rem}
li{margin:.25rem 0}
figure{margin:.6rem 0 1.2rem;min-width:0}
.picture,.scroll{overflow-x:auto;max-width:100%}
.picture svg{display:block;height:auto;width:100%}
.on-paper{display:none}
.cue{display:none;margin:.2rem 0;color:var(--muted);font-size:.88rem}
table{margin:.3rem 0 .8rem;border-collapse:collapse;width:100%;font-size:.86rem;font-variant-numeric:tabular-nums;line-height:1.4}
table.plain{width:auto}
caption{text-align:left;padding:.2rem 0;position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}
th,td{text-align:left;vertical-align:top;padding:.28rem .7rem .28rem 0;border-bottom:1px solid var(--grid);overflow-wrap:normal}
tbody th{font-weight:500}
td:last-child,th:last-child{padding-right:0}
summary{cursor:pointer;font-size:.88rem;color:var(--link);padding:.2rem 0}
.fold{margin-top:2.4rem;border-top:3px solid var(--grid)}
.fold>summary{font-size:1.05rem;font-weight:650;padding:.8rem 0}
pre{background:var(--tint);padding:.8rem;overflow-x:auto;font:.82rem/1.45 ${mono};overflow-wrap:normal}
code{font-family:${mono};font-size:.9em}
blockquote{margin:.6rem 0;padding:.1rem 1rem;border-left:3px solid var(--grid)}
.assumed{font-weight:600}
${columns}
${folding}
${printing}
`;
