package report

// htmlStyle is how the page looks: on a screen, light and dark, on a telephone, on paper.
// Each colour of text has a contrast of 4.5:1 at least to what is behind it.
const htmlStyle = `
:root { color-scheme: light dark;
  --paper: #f6f3ec; --card: #fffdf8; --ink: #22252b; --quiet: #5d6068; --rule: #ddd6c7; --accent: #1f4e79; --active: #1c6b4a; --training: #935408; --alert: #a3262a; --alert-back: #fbe9e4; --stripe: #faf6ec; }
@media (prefers-color-scheme: dark) { :root {
  --paper: #16181d; --card: #1e2128; --ink: #eceae4; --quiet: #a9adb6; --rule: #363a44; --accent: #9cc4ee; --active: #74cfa3; --training: #f0b566; --alert: #ff9d94; --alert-back: #3b2022; --stripe: #232730; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 72rem; padding: 2.5rem 1.5rem 4rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif; overflow-wrap: anywhere; }
h1, h2, h3 { font-family: "Iowan Old Style", Palatino, Georgia, "Noto Serif", "DejaVu Serif", serif; line-height: 1.15; margin: 0; font-weight: 600; text-wrap: balance; }
h1 { font-size: clamp(2.1rem, 6vw, 3.4rem); letter-spacing: -.015em; }
h2 { font-size: 1.55rem; margin: 2.75rem 0 1rem; padding-bottom: .35rem; border-bottom: 1px solid var(--rule); }
h3 { font-size: 1.35rem; }
p { margin: 0; }
.top { border-top: .4rem solid var(--accent); padding-top: 1.25rem; }
.origin { color: var(--quiet); margin-top: .5rem; }
.sums { list-style: none; display: flex; flex-wrap: wrap; gap: .35rem 2rem; margin: 1.25rem 0 0; padding: 0; }
.sums b { font-size: 1.5rem; font-weight: 600; font-variant-numeric: tabular-nums; margin-right: .15rem; }
.sign { font-family: "DejaVu Sans", "Segoe UI Symbol", "Noto Sans Symbols 2", "Apple Symbols", sans-serif; line-height: 1; }
.active { color: var(--active); } .training { color: var(--training); } .quiet, .none { color: var(--quiet); }
.teams { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 21rem), 1fr)); gap: 1.25rem; align-items: start; }
.team { background: var(--card); border: 1px solid var(--rule); border-top: .25rem solid var(--accent); border-radius: .35rem; padding: 1.1rem 1.25rem 1rem; min-width: 0; }
.team.short { border-top-color: var(--alert); }
.hq { color: var(--quiet); font-style: italic; margin-top: .15rem; }
.counts { margin-top: .5rem; font-size: .95rem; }
.alert { color: var(--alert); font-weight: 600; }
p.alert { background: var(--alert-back); margin-top: .6rem; padding: .3rem .6rem; border-radius: .25rem; }
.empty { color: var(--quiet); font-style: italic; margin-top: .75rem; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
.team table { margin-top: .9rem; }
th, td { text-align: left; vertical-align: baseline; padding: .34rem .5rem; border-bottom: 1px solid var(--rule); }
th:first-child, .team td:first-child { padding-left: 0; } .team th:last-child, .team td:last-child { padding-right: 0; }
thead th { color: var(--quiet); font-size: .78rem; letter-spacing: .05em; font-weight: 600; overflow-wrap: normal; }
tbody th { font-weight: 500; }
.team tbody tr:last-child > *, .queue tbody tr:last-child > * { border-bottom: 0; }
.number { text-align: right; width: 3.2rem; white-space: nowrap; } .status { white-space: nowrap; width: 6.2rem; overflow-wrap: normal; }
.team thead th:last-child { width: 6.2rem; }
.queue th[scope=row] { width: 30%; } .whole { display: inline-block; }
.names { columns: 14rem; column-gap: 2rem; margin: 0; padding-left: 1.1rem; } .names li { break-inside: avoid; }
.legend { margin-bottom: .75rem; }
.scroll { overflow-x: auto; margin-bottom: 1.5rem; background: var(--card); border: 1px solid var(--rule); border-radius: .35rem; }
.scroll:focus-visible { outline: 3px solid var(--accent); }
caption { text-align: left; color: var(--quiet); padding: .5rem .75rem 0; }
.grid th, .grid td { padding: .4rem .75rem; } .grid td { text-align: center; min-width: 3.5rem; }
.grid thead th { vertical-align: bottom; text-align: center; min-width: 5rem; max-width: 9rem; border-bottom: 2px solid var(--rule); }
.grid th:first-child { position: sticky; left: 0; background: var(--card); text-align: left; min-width: 8rem; max-width: 16rem; padding-left: .75rem; }
.grid tbody tr:nth-child(even), .grid tbody tr:nth-child(even) th { background: var(--stripe); }
.grid .sum > *, .grid .sum th:first-child { font-weight: 600; background: var(--card); } .grid tbody tr:last-child > * { border-bottom: 0; }
.grid .sign { font-size: 1.15rem; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (max-width: 30rem) { body { padding: 1.25rem 1rem 3rem; } .team { padding: .9rem 1rem; } .sums { gap: .2rem 1.25rem; } h2 { margin-top: 2rem; } }
@page { margin: 13mm 14mm; }
@media print {
  :root { color-scheme: light; --paper: #fff; --card: #fff; --ink: #000; --quiet: #444; --rule: #999; --accent: #000; --active: #000; --training: #000; --alert: #000; --alert-back: #fff; --stripe: #fff; }
  body { max-width: none; padding: 0; font-size: 10pt; line-height: 1.35; }
  h1 { font-size: 25pt; } h2 { font-size: 14pt; margin: 1.4rem 0 .7rem; break-after: avoid; } h3 { font-size: 13pt; break-after: avoid; }
  .sums { margin-top: .7rem; } .sums b { font-size: 14pt; }
  .teams { grid-template-columns: repeat(2, 1fr); gap: .8rem; }
  .team { break-inside: avoid; padding: .7rem .9rem; border-radius: 0; } .team.long { break-inside: auto; } .team.short { border-style: dashed; }
  p.alert { border: 1px solid #000; }
  thead { display: table-header-group; } tr, .legend { break-inside: avoid; } .legend { break-after: avoid; }
  table { font-size: 9pt; } th, td { padding-top: .1rem; padding-bottom: .1rem; } .grid th, .grid td { padding: .1rem .4rem; } .grid .sign { font-size: 9pt; } .grid td { min-width: 0; } .grid thead th { min-width: 0; }
  .scroll { overflow: visible; border-radius: 0; } .scroll.brief { break-inside: avoid; } .grid th:first-child { position: static; }
}
`
