"""The style sheet of the HTML export: a phone in its maker's colours, in the light, in the dark and on paper."""

from __future__ import annotations

from simulator.domain.release import Looks

_SHEET = """
:root{--accent:LIGHT;--bg:#d9dee5;--case:#1b1f24;--screen:#fafbfc;--panel:#e7ebf0;--text:#1b1f24;--soft:#565e69;
--mine-text:#fff;--warn:#7a4f00;--bad:#a8201a;color-scheme:light dark}
@media(prefers-color-scheme:dark){:root{--accent:DARK;--bg:#0b0d10;--case:#2c323b;--screen:#15181d;--panel:#232831;
--text:#e6e9ee;--soft:#a2abb8;--mine-text:#101216;--warn:#e5b567;--bad:#ff8a8a}}
*{box-sizing:border-box}
body{margin:0;padding:2rem 1rem;background:var(--bg);color:var(--text);
font:16px/1.6 system-ui,-apple-system,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
.phone{max-width:26.5rem;margin:0 auto;padding:.7rem;border-radius:3rem;background:var(--case);
box-shadow:0 1.2rem 3rem rgb(0 0 0/.28)}
.screen{min-height:46rem;display:flex;flex-direction:column;border-radius:2.4rem;background:var(--screen);overflow:hidden}
.bar{display:flex;justify-content:space-between;gap:1rem;padding:.8rem 1.6rem .2rem;font-size:.8rem;color:var(--soft)}
.bar b{color:var(--text)}
header{padding:.7rem 1.6rem .8rem;border-bottom:1px solid var(--panel)}
h1{margin:0;font-size:1.25rem;line-height:1.3;color:var(--accent)}
header p{margin:0;font-size:.8rem;color:var(--soft)}
main{flex:1;padding:1.1rem 1.1rem 1.6rem;display:flex;flex-direction:column;gap:.9rem}
.greeting{margin:.5rem 1rem;text-align:center;color:var(--soft)}
.user{align-self:flex-end;max-width:84%}
.user p{margin:0;padding:.55rem .95rem;border-radius:1.2rem 1.2rem .3rem 1.2rem;background:var(--accent);
color:var(--mine-text);white-space:pre-wrap;overflow-wrap:anywhere}
.user small{display:block;text-align:right;color:var(--soft);font-size:.72rem;padding:0 .4rem}
.bubble{align-self:flex-start;max-width:92%;min-width:0;padding:.55rem .95rem;
border-radius:1.2rem 1.2rem 1.2rem .3rem;background:var(--panel);overflow-wrap:anywhere}
.bubble>:first-child{margin-top:0}.bubble>:last-child{margin-bottom:0}
.bubble p,.bubble ul,.bubble ol{margin:.5rem 0}.bubble ul,.bubble ol{padding-left:1.4rem}
.bubble h1,.bubble h2,.bubble h3,.bubble h4{margin:.8rem 0 .3rem;font-size:1.05rem;color:inherit}
.bubble pre{overflow-x:auto;padding:.7rem;border-radius:.6rem;background:var(--screen);font-size:.85rem}
.bubble .formula{font-family:Cambria,"Times New Roman",serif}
.bubble code{font-family:ui-monospace,"Cascadia Mono",Menlo,Consolas,monospace;font-size:.9em}
.bubble table{border-collapse:collapse;display:block;overflow-x:auto}
.bubble th,.bubble td{border:1px solid var(--soft);padding:.2rem .6rem}
.bubble blockquote{margin:.5rem 0;padding-left:.8rem;border-left:3px solid var(--accent)}
a{color:var(--accent)}
details{align-self:stretch;font-size:.88rem;color:var(--soft)}
summary{cursor:pointer;padding:.1rem .4rem}
summary:focus-visible,a:focus-visible{outline:2px solid var(--accent);border-radius:.3rem}
details div{margin:.3rem .4rem 0;padding-left:.8rem;border-left:3px solid var(--panel);white-space:pre-wrap;
overflow-wrap:anywhere}
.notice{align-self:center;max-width:94%;padding:.3rem .9rem;border-radius:.9rem;border:1px solid var(--panel);
text-align:center;font-size:.84rem;color:var(--soft);overflow-wrap:anywhere}
.notice b{font-weight:600}
.notice.limited b{color:var(--warn)}.notice.grave b{color:var(--bad)}
.notice i{display:inline-block;padding:0 .5rem;border-radius:.6rem;background:var(--panel);font-style:normal;
font-size:.75rem}
footer{padding:.6rem 1.6rem 1rem;text-align:center;font-size:.72rem;color:var(--soft)}
footer::after{content:"";display:block;width:8rem;height:.28rem;margin:.7rem auto 0;
border-radius:1rem;background:var(--soft)}
@media(max-width:28rem){body{padding:0}.phone{padding:0;border-radius:0;max-width:none}
.screen{border-radius:0;min-height:100vh}}
@media print{body{padding:0;background:#fff}.phone{max-width:none;padding:0;background:none;box-shadow:none}
.screen{min-height:0;border-radius:0}.user,.bubble,.notice{break-inside:avoid}
.user p,.bubble{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
"""


def style_sheet(looks: Looks) -> str:
    """Give the sheet with the vendor's two accents in it."""
    return _SHEET.replace("LIGHT", looks.accent_light).replace("DARK", looks.accent)
