// Where reads need the token, a plain address can't bring it: this asks for the page with it.
import { authorized, hasToken } from "./token.js";

if (hasToken()) {
  const response = await fetch(location.href, { headers: authorized({ Accept: "text/html" }) });
  const html = await response.text();
  if (response.status === 401) {
    document.getElementById("shell").textContent = "This tab has another token. Open the address that \"belay token\" prints.";
  } else {
    document.open();
    document.write(html);
    document.close();
  }
}
