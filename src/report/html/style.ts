import { darkPalette, palette } from '../figures/palette.ts';

function variables(colours: Readonly<Record<string, string>>): string {
  return Object.entries(colours)
    .map(([name, value]) => `--${name}:${value}`)
    .join(';');
}

/** The style of a report: light and dark by the reader's choice, narrow and wide, A4 on paper (always light). */
export const reportStyle = `
:root{color-scheme:light dark;${variables(palette)};--tint:#f1f3f5;--link:#0b4f8c}
@media (prefers-color-scheme:dark){:root{${variables(darkPalette)};--tint:#23262a;--link:#7fbcf5}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:60rem;padding:1rem 1.1rem 4rem;background:var(--paper);color:var(--ink);font:1rem/1.55 system-ui,"Segoe UI","Helvetica Neue","DejaVu Sans",Arial,sans-serif;overflow-wrap:anywhere}
h1{font-size:1.6rem;line-height:1.25;margin:.6rem 0}
h2{font-size:1.25rem;margin:2.4rem 0 .6rem;padding-top:.6rem;border-top:1px solid var(--grid)}
h3{font-size:1rem;margin:1.2rem 0 .3rem}
a{color:var(--link)}
a:focus-visible,summary:focus-visible,[tabindex]:focus-visible{outline:3px solid var(--link);outline-offset:2px}
nav ol{columns:2 16rem;padding-left:1.4rem;font-size:.92rem;margin:.4rem 0}
nav li{padding:.12rem 0}
.answer{font-size:1.15rem;background:var(--tint);border-left:5px solid var(--first);padding:.8rem 1rem;margin:1rem 0}
.muted,figcaption,caption{color:var(--muted);font-size:.88rem}
figure{margin:1rem 0 1.6rem}
.picture,.scroll{overflow-x:auto;max-width:100%}
.picture svg{display:block;height:auto;max-width:100%;min-width:34rem}
.picture svg[width="460"]{min-width:20rem}
table{border-collapse:collapse;font-size:.86rem;font-variant-numeric:tabular-nums;line-height:1.4}
caption{text-align:left;padding:.2rem 0;position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}
th,td{text-align:left;vertical-align:top;padding:.28rem .7rem .28rem 0;border-bottom:1px solid var(--grid);overflow-wrap:normal}
tbody th{font-weight:500}
td:last-child,th:last-child{padding-right:0}
summary{cursor:pointer;font-size:.88rem;color:var(--link);padding:.2rem 0}
pre{background:var(--tint);padding:.8rem;overflow-x:auto;font:.82rem/1.45 ui-monospace,"DejaVu Sans Mono",Menlo,Consolas,monospace;overflow-wrap:normal}
code{font-family:ui-monospace,"DejaVu Sans Mono",Menlo,Consolas,monospace;font-size:.9em}
blockquote{margin:.6rem 0;padding:.2rem 1rem;border-left:3px solid var(--grid)}
.assumed{font-weight:600}
@page{size:A4;margin:16mm 14mm}
@media print{:root{color-scheme:light;${variables(palette)};--tint:#f1f3f5;--link:#1b1c1d}
body{max-width:none;padding:0;font-size:10pt}
.picture svg,.picture svg[width="460"]{min-width:0}
.picture,.scroll{overflow:visible}
figure,tr,blockquote{break-inside:avoid}
h2,h3{break-after:avoid}
table{font-size:8pt}
pre{white-space:pre-wrap;overflow-wrap:anywhere}
details:not([open])>*:not(summary){display:none}
nav,summary{display:none}}
`;
