import { createHash } from 'node:crypto';

export const STYLE = `
:root { color: #1b1f24; background: #f5f7fa; font: 16px/1.6 "PingFang SC", "HarmonyOS Sans SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", system-ui, sans-serif; }
* { box-sizing: border-box; }
body { margin: 0; }
header { background: #1d4f91; color: #fff; padding: 16px 24px; display: flex; flex-wrap: wrap; gap: 8px 32px; align-items: baseline; }
header h1 { font-size: 21px; font-weight: 600; margin: 0; }
header a { color: #fff; margin-right: 16px; }
main { max-width: 1120px; margin: 0 auto; padding: 24px; display: grid; gap: 24px; }
section { background: #fff; border: 1px solid #d5dbe3; border-radius: 4px; padding: 16px 24px 24px; overflow-x: auto; }
h2 { font-size: 18px; font-weight: 600; margin: 0 0 8px; }
.now { font-size: 26px; font-variant-numeric: tabular-nums; margin: 0 0 16px; }
.row { display: flex; flex-wrap: wrap; gap: 8px 16px; align-items: end; margin-bottom: 16px; }
.head { display: flex; gap: 16px; align-items: baseline; }
form { display: flex; flex-wrap: wrap; gap: 8px; align-items: end; }
label { display: grid; font-size: 14px; color: #55606e; }
input { font: inherit; padding: 8px; border: 1px solid #767f8b; border-radius: 4px; min-height: 44px; }
button { font: inherit; padding: 8px 16px; border: 1px solid #1d4f91; border-radius: 4px; background: #fff; color: #1d4f91; min-height: 44px; cursor: pointer; }
button.main { background: #1d4f91; color: #fff; }
:focus-visible { outline: 3px solid #1d4f91; outline-offset: 2px; }
header :focus-visible { outline-color: #fff; }
a { color: #1d4f91; }
table { border-collapse: collapse; width: 100%; font-size: 14px; }
th, td { text-align: left; vertical-align: top; padding: 8px 16px 8px 0; border-top: 1px solid #d5dbe3; }
th { font-weight: 600; color: #55606e; white-space: nowrap; }
td.time { white-space: nowrap; font-variant-numeric: tabular-nums; }
td.text { white-space: pre-wrap; overflow-wrap: anywhere; }
.bad { color: #b3261e; font-weight: 600; }
.quiet { color: #55606e; margin: 0; }
section.unkind { border: 2px solid #b3261e; }
pre { margin: 0; font-size: 14px; max-height: 320px; overflow: auto; white-space: pre-wrap; overflow-wrap: anywhere; }
`;

/** No script at all, this one style, forms to the laptop only. */
export const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');
