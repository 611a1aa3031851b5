//! A small schema for the tests of `audit`.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use std::{env, fs, process};

use gitpod_codegen::ir::Api;
use gitpod_codegen::raw::Schema;
use gitpod_codegen::{Sources, load, lower, parse};

const API: &str = "\
package: shop.v1
title: Shop
doc: Sells things.
crate: {name: shop, version: 0.1.0, license: MIT, runtime: {path: ../runtime}}
paging:
  request: {field: pagination, token: token, page_size: page_size}
  response: {field: pagination, next_token: next_token}
  query: {token: token, page_size: pageSize}
  doc: Lists come in pages.
files: [shop.yaml]
";

/// The schema that the invented pages describe.
pub(super) const SHOP: &str = "\
service: {name: ItemService, doc: Things for sale.}
resources:
- name: shop.items
  doc: Things for sale.
  rpcs:
  - name: CreateItem
    method: create
    doc: Adds one to the shop.
    request:
      doc: What to add.
      fields:
      - {name: name, number: 1, type: string, required: docs, doc: Shown to customers.}
      - {name: price, number: 2, type: Price, doc: Per piece.}
    response:
      doc: What was added.
      fields:
      - {name: item, number: 1, type: Item, required: docs, doc: With its new ID.}
    examples:
    - {title: Add one, request: {}, response: {}}
  - name: ListItems
    method: list
    idempotency: no_side_effects
    paging: {items: items}
    doc: Returns everything on the shelves.
    request:
      doc: Which page to return.
      fields:
      - {name: pagination, number: 1, type: PageRequest, doc: Where to begin.}
    response:
      doc: One page.
      fields:
      - {name: items, number: 1, type: repeated Item, doc: In the order of their names.}
      - {name: pagination, number: 2, type: PageResponse, doc: Where the next page begins.}
    examples:
    - {title: List, request: {}, response: {}}
  - name: DeleteItem
    method: delete
    doc: Removes one from the shelves.
    request:
      doc: Selects one.
      fields:
      - {name: item_id, number: 1, type: string, rules: {uuid: true}, doc: Who has to go.}
    response: {doc: Says nothing.}
    examples:
    - title: Delete
      request: {itemId: d26b83f5-0e7a-4c91-9d48-a3f17b5c60e2}
      response: {}
  messages:
  - name: Item
    doc: A thing for sale.
    fields:
    - {name: id, number: 1, type: string, rules: {uuid: true}, doc: Who it is.}
    - {name: name, number: 2, type: string, required: docs, rules: {max_len: 80}, doc: Shown first.}
    - {name: state, number: 3, type: ItemState, doc: Whether it can be bought.}
    - {name: price, number: 4, type: Price, doc: Per piece.}
    - {name: sku, number: 5, type: string, deprecated: {use: id}, doc: Older than IDs.}
    - {name: updated_at, number: 6, type: timestamp, doc: When somebody last touched it.}
  - name: Price
    doc: How much it costs.
    fields:
    - {name: cents, number: 1, type: int32, required: docs, rules: {gte: 0, lte: 999}, doc: At most 999.}
    - {name: currency, number: 2, type: Price.Currency, doc: Where it is accepted.}
    enums:
    - name: Currency
      doc: Money.
      values:
      - {name: CURRENCY_UNSPECIFIED, number: 0, doc: The local one.}
      - {name: CURRENCY_EUR, number: 1, doc: Euro.}
  - name: PageRequest
    doc: Selects part of a list.
    fields:
    - {name: token, number: 1, type: string, sensitive: false, doc: Where to begin.}
    - {name: page_size, number: 2, type: int32, doc: At most this many.}
  - name: PageResponse
    doc: Says what comes next.
    fields:
    - {name: next_token, number: 1, type: string, sensitive: false, doc: Empty at the end.}
  enums:
  - name: ItemState
    doc: Whether it can be bought.
    values:
    - {name: ITEM_STATE_UNSPECIFIED, number: 0, doc: Nobody knows.}
    - {name: ITEM_STATE_ON_SALE, number: 1, doc: On the shelves.}
";

/// A schema with this file, as it is written.
pub(super) fn schema(shop: &str) -> Schema {
    parse(&sources(shop))
}

/// A schema with this file, which has no mistakes.
pub(super) fn api(shop: &str) -> Api {
    let sources = sources(shop);
    let lowered = lower(&parse(&sources));
    lowered.map_err(|problems| gitpod_codegen::render_text(&problems, &sources, false)).unwrap()
}

fn sources(shop: &str) -> Sources {
    let folder = folder();
    fs::write(folder.join("api.yaml"), API).unwrap();
    fs::write(folder.join("shop.yaml"), shop).unwrap();
    let sources = load(&folder).unwrap();
    fs::remove_dir_all(folder).unwrap();
    sources
}

/// A new folder.
pub(super) fn folder() -> PathBuf {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let folder = env::temp_dir().join(format!("xtask-audit-{}-{number}", process::id()));
    fs::create_dir_all(&folder).unwrap();
    folder
}
