// Prints one line per check, and both sides of the exchange on a failure.
//
// `cargo xtask interop` parses the lines: verdict, client, RPC, and the assertion.

import { isDeepStrictEqual, inspect } from "node:util";
import { toJson } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";

// The maximum length of a printed line of an exchange.
const LONG = 4000;

/** The result is not the expected one. */
class Difference extends Error {}

/** The checks of one client. */
export class Checks {
  #client;
  #registry;
  #recorded = [];
  #failures = 0;

  constructor(client, registry) {
    this.#client = client;
    this.#registry = registry;
  }

  /** Reports whether `work` succeeds. */
  async check(rpc, what, work) {
    this.#recorded = [];
    try {
      await work();
    } catch (error) {
      this.#failures += 1;
      this.#print("FAILED", rpc, what);
      const words = error instanceof Difference ? error.message : inspect(error);
      for (const line of [...this.#recorded, ...words.split("\n")]) {
        console.log(`        ${line.slice(0, LONG)}`);
      }
      return;
    }
    this.#print("ok", rpc, what);
  }

  /** Records both sides, to print them if the check fails; must be the last interceptor. */
  get interceptor() {
    return (next) => async (request) => {
      const body = this.#json(request.message);
      this.record("client", `${request.requestMethod} ${request.url} ${body}`);
      try {
        const response = await next(request);
        this.record("server", `${this.#json(response.message)} ${inspect([...response.header])}`);
        return response;
      } catch (error) {
        this.record("server", `${error} ${inspect([...(error.metadata ?? [])])}`);
        throw error;
      }
    };
  }

  record(side, words) {
    this.#recorded.push(`${side.padEnd(9)} ${words}`);
  }

  /** Whether all checks succeeded. */
  get hold() {
    return this.#failures === 0;
  }

  #json(message) {
    const schema = this.#registry.getMessage(message.$typeName);
    return JSON.stringify(toJson(schema, message));
  }

  #print(verdict, rpc, what) {
    console.log(`${verdict.padEnd(6)} ${this.#client.padEnd(8)} ${rpc}: ${what}`);
  }
}

/** Fails with both values unless they are equal. */
export function same(got, wanted, of = "value") {
  if (!isDeepStrictEqual(got, wanted)) {
    throw new Difference(`${of} wanted ${inspect(wanted)}\n${of} got    ${inspect(got)}`);
  }
}

/** Fails with this text unless the claim holds. */
export function holds(claim, words) {
  if (!claim) {
    throw new Difference(words);
  }
}

/** The error of a call that must fail with a code. */
export async function fails(code, call) {
  let response;
  try {
    response = await call;
  } catch (error) {
    holds(error instanceof ConnectError, `no error of Connect: ${inspect(error)}`);
    same(Code[error.code], Code[code], "code");
    return error;
  }
  throw new Difference(`${Code[code]} was wanted, and this came: ${inspect(response)}`);
}
