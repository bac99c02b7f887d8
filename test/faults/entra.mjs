// Loaded into the program before it starts: Microsoft Entra ID's one address leads to the stand-in (its library takes
// https addresses of Microsoft's alone). All else of the program is as it is.
import http from "node:http";
import https from "node:https";
import { syncBuiltinESMExports } from "node:module";

const standin = new URL(process.env.ENTRA_STANDIN);
const request = https.request;
https.request = (options, ...more) => {
  const host = options?.hostname ?? options?.host;
  if (host !== "login.microsoftonline.com") return request(options, ...more);
  const { agent: _agent, ...rest } = options;
  const there = { ...rest, protocol: "http:", hostname: standin.hostname, host: standin.hostname, port: standin.port };
  return http.request(there, ...more);
};
syncBuiltinESMExports();
