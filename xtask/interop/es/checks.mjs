// One line a check, and on a failure what both sides said.
//
// The lines are read by `cargo xtask interop`: verdict, client, RPC, and what holds.

import { isDeepStrictEqual, inspect } from "node:util";
import { toJson } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";

// How much of one side of an exchange is shown.
const LONG = 4000;

/** What was wanted is not what was got. */
class Difference extends Error {}

/** The checks of one client. */
export class Checks {
  #client;
  #registry;
  #said = [];
  #failures = 0;

  constructor(client, registry) {
    this.#client = client;
    this.#registry = registry;
  }

  /** Tells whether what `work` does holds. */
  async check(rpc, what, work) {
    this.#said = [];
    try {
      await work();
    } catch (error) {
      this.#failures += 1;
      this.#tell("FAILED", rpc, what);
      const words = error instanceof Difference ? error.message : inspect(error);
      for (const line of [...this.#said, ...words.split("\n")]) {
        console.log(`        ${line.slice(0, LONG)}`);
      }
      return;
    }
    this.#tell("ok", rpc, what);
  }

  /** Keeps what both sides say, in case that the check fails; to be the last interceptor. */
  get interceptor() {
    return (next) => async (request) => {
      this.said("client", `${request.requestMethod} ${request.url} ${this.#json(request.message)}`);
      try {
        const response = await next(request);
        this.said("server", `${this.#json(response.message)} ${inspect([...response.header])}`);
        return response;
      } catch (error) {
        this.said("server", `${error} ${inspect([...(error.metadata ?? [])])}`);
        throw error;
      }
    };
  }

  said(side, words) {
    this.#said.push(`${side.padEnd(9)} ${words}`);
  }

  /** Whether all that was checked holds. */
  get hold() {
    return this.#failures === 0;
  }

  #json(message) {
    const schema = this.#registry.getMessage(message.$typeName);
    return JSON.stringify(toJson(schema, message));
  }

  #tell(verdict, rpc, what) {
    console.log(`${verdict.padEnd(6)} ${this.#client.padEnd(8)} ${rpc}: ${what}`);
  }
}

/** Fails with both values unless they are equal. */
export function same(got, wanted, of = "value") {
  if (!isDeepStrictEqual(got, wanted)) {
    throw new Difference(`${of} wanted ${inspect(wanted)}\n${of} got    ${inspect(got)}`);
  }
}

/** Fails with these words unless the claim holds. */
export function holds(claim, words) {
  if (!claim) {
    throw new Difference(words);
  }
}

/** The error of a call that has to fail with a code. */
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
