import { PARAMETERS } from './authorization-request.ts';

const STYLE = `
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: #f5f7fa; color: #1b1f24;
  font: 16px/1.6 "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", system-ui, sans-serif; }
main { box-sizing: border-box; width: min(24rem, 100vw); padding: 2rem; background: #fff; border: 1px solid #d5dbe3; border-radius: 4px; }
h1 { margin: 0 0 1rem; font-size: 21px; font-weight: 600; }
label { display: block; margin: 0 0 1rem; font-weight: 600; }
input { box-sizing: border-box; width: 100%; min-height: 44px; margin-top: .25rem; padding: 0 .75rem; border: 1px solid #55606e; border-radius: 4px; font: inherit; }
button { width: 100%; min-height: 44px; border: 0; border-radius: 4px; background: #1d4f91; color: #fff; font: inherit; font-weight: 600; cursor: pointer; }
:focus-visible { outline: 3px solid #1d4f91; outline-offset: 2px; }
[role=alert] { margin: 0 0 1rem; padding: .5rem .75rem; border-left: 3px solid #b3261e; color: #b3261e; }
small { display: block; margin-top: 1rem; color: #55606e; font-size: 14px; }`;

export interface LoginPage {
  /** What the form hands on. */
  readonly parameters: URLSearchParams;
  readonly username: string;
  readonly failed: boolean;
  /** Offered while typing: on a laptop there is nothing to guess. */
  readonly usernames: readonly string[];
}

/** The laptop's stand-in for Cognito's own page, in both languages at once. */
export function loginPage({ parameters, username, failed, usernames }: LoginPage): string {
  const hidden = PARAMETERS.map((name) => `<input type="hidden" name="${name}" value="${escaped(parameters.get(name) ?? '')}">`).join('');
  const refusal = failed ? '<p role="alert">用户名或密码不正确。Incorrect user name or password.</p>' : '';
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>登录 Sign in</title><style>${STYLE}</style></head>
<body><main><h1>登录 <span lang="en">Sign in</span></h1>${refusal}
<form method="post" action="/oauth2/authorize">${hidden}
<label>用户名 <span lang="en">User name</span><input name="username" type="email" autocomplete="username" list="users" required autofocus value="${escaped(username)}"></label>
<datalist id="users">${usernames.map((name) => `<option value="${escaped(name)}">`).join('')}</datalist>
<label>密码 <span lang="en">Password</span><input name="password" type="password" autocomplete="current-password" required></label>
<button type="submit">登录 <span lang="en">Sign in</span></button></form>
<small>本机演示登录页，部署后由身份提供方的登录页代替。<span lang="en">Stands in for the issuer’s page on this laptop.</span></small>
</main></body></html>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
