//! Audits of small pages in each form.

use std::fs;

use super::super::testing::{SHOP, api, folder};
use super::{audit, pages, read};
use crate::error::Error;

/// A page in Markdown for Python, with the lines that its fields are on.
const PYTHON: &str = "\
# Items

## CreateItem

`shop.items.create(ItemCreateParams**kwargs) -> ItemCreateResponse`

**post** `/shop.v1.ItemService/CreateItem`

Adds an item. Calls `time()`.

### Examples

- Add one:

```yaml
# Not a heading.
- `nothing`
```

### Parameters

- `name: str`
- `price: Optional[Price]`
  - `cents: int`
  - `currency: Optional[Currency]`
    - `\"CURRENCY_UNSPECIFIED\"`
    - `\"CURRENCY_EUR\"`

### Returns

- `class ItemCreateResponse: …`
  - `item: Item`
    - `id: Optional[str]`
    - `name: str`
    - `price: Optional[Price]`
    - `sku: Optional[str]`
    - `state: Optional[ItemState]`
      - `\"ITEM_STATE_UNSPECIFIED\"`
      - `\"ITEM_STATE_ON_SALE\"`
    - `updated_at: Optional[datetime]` A time. # Examples Example 1: `time()`

## ListItems

`shop.items.list(ItemListParams**kwargs) -> SyncItemsPage[Item]`

**post** `/shop.v1.ItemService/ListItems`

### Parameters

- `token: Optional[str]`
- `page_size: Optional[int]`
- `pagination: Optional[Pagination]`
  - `token: Optional[str]`
  - `page_size: Optional[int]`

### Returns

- `class Item: …`
  - `id: Optional[str]`
  - `name: str`
  - `price: Optional[Price]`
  - `sku: Optional[str]`
  - `state: Optional[ItemState]`
  - `updated_at: Optional[datetime]`

## DeleteItem

`shop.items.delete(ItemDeleteParams**kwargs) -> object`

**post** `/shop.v1.ItemService/DeleteItem`

### Parameters

- `item_id: Optional[str]`

### Returns

- `object`

## Domain Types

### Item State

- `Literal[\"ITEM_STATE_UNSPECIFIED\", \"ITEM_STATE_ON_SALE\"]`
  - `\"ITEM_STATE_UNSPECIFIED\"`
  - `\"ITEM_STATE_ON_SALE\"`
";

/// The same for HTTP, of two RPCs.
const HTTP: &str = "\
# Items
## ListItems **post** `/shop.v1.ItemService/ListItems` Lists items.
### Query Parameters
- `token: optional string`
- `pageSize: optional number`
### Body Parameters
- `pagination: optional object { token, pageSize }`
- `token: optional string`
- `pageSize: optional number`
### Returns
- `items: optional array of Item`
- `id: optional string`
- `name: string`
- `price: optional object { cents, currency }`
- `cents: number`
- `currency: optional \"CURRENCY_UNSPECIFIED\" or \"CURRENCY_EUR\"`
- `\"CURRENCY_UNSPECIFIED\"`
- `\"CURRENCY_EUR\"`
- `sku: optional string`
- `state: optional ItemState`
- `\"ITEM_STATE_UNSPECIFIED\"`
- `\"ITEM_STATE_ON_SALE\"`
- `updatedAt: optional string`
- `pagination: optional object { nextToken }`
- `nextToken: optional string`
### Example ```http curl -d '{}' ```
## Domain Types
### Item Create Response
- `ItemCreateResponse object { item }`
- `item: Item`
## CreateItem **post** `/shop.v1.ItemService/CreateItem` Adds an item.
### Body Parameters
- `name: string`
- `price: optional Price`
### Returns
- `item: Item`
";

/// The same as a browser shows it.
const RENDERED: &str = "\
Skip to content

Items

CreateItem
shop.items.create(ItemCreateParams**kwargs) -> ItemCreateResponse
POST/shop.v1.ItemService/CreateItem
ListItems
shop.items.list(ItemListParams**kwargs) -> SyncItemsPage[Item]
POST/shop.v1.ItemService/ListItems
DeleteItem
shop.items.delete(ItemDeleteParams**kwargs) -> object
POST/shop.v1.ItemService/DeleteItem
ModelsExpand Collapse
class Item:
id: Optional[str]

the ID: a text

formatuuid
name: str
maxLength80
price: Optional[Price]
cents: int
formatint32
maximum999
currency: Optional[Currency]
One of the following:
\"CURRENCY_UNSPECIFIED\"
\"CURRENCY_EUR\"
Deprecatedsku: Optional[str]
state: Optional[ItemState]
One of the following:
\"ITEM_STATE_UNSPECIFIED\"
\"ITEM_STATE_ON_SALE\"
updated_at: Optional[datetime]

Example: seconds

formatdate-time
Literal[\"ITEM_STATE_UNSPECIFIED\", \"ITEM_STATE_ON_SALE\"]
One of the following:
\"ITEM_STATE_UNSPECIFIED\"
\"ITEM_STATE_ON_SALE\"
class ItemCreateResponse:
item: Item
";

/// The differences of one page, with the first place of each.
fn differences(text: &str) -> Vec<String> {
    let page = read("p", text);
    assert_eq!(page.faults, []);
    let (_, differences) = audit(&[page], &api(SHOP));
    differences
        .iter()
        .map(|difference| match difference.places.first() {
            Some(place) => format!("{place}: {difference}"),
            None => difference.to_string(),
        })
        .collect()
}

/// The differences after a change of a page that has no others.
#[track_caller]
fn changed(text: &str, from: &str, to: &str) -> Vec<String> {
    assert_eq!(text.matches(from).count(), 1, "{from}");
    differences(&text.replace(from, to))
}

/// The page without line breaks.
fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn pages_that_agree_have_no_differences() {
    assert_eq!(differences(PYTHON), [""; 0]);
    assert_eq!(differences(RENDERED), [""; 0]);
    // What the page for HTTP leaves out.
    let missing = [
        "rpc ItemService.DeleteItem: only in the schema",
        "message DeleteItemRequest: only in the schema",
    ];
    assert_eq!(differences(HTTP), missing);
}

#[test]
fn line_breaks_do_not_matter_in_markdown() {
    assert_eq!(differences(&on_one_line(PYTHON)), [""; 0]);
    assert_eq!(differences(&on_one_line(HTTP)), differences(HTTP));
    assert_eq!(differences(&PYTHON.replace('\n', "\r\n")), [""; 0]);
    let line = on_one_line(PYTHON).replace("`item_id: Optional[str]`", "`item_id: str`");
    let found = differences(&line);
    let expected = "field DeleteItemRequest.item_id: required: expected no, found yes";
    let column = line.split("- `item_id").next().unwrap().chars().count() + 1;
    assert_eq!(found, [format!("p:1:{column}: {expected}")]);
}

#[test]
fn differences_of_fields_are_found_in_both_directions() {
    let python = |from: &str, to: &str| changed(PYTHON, from, to);
    assert_eq!(
        python("- `item_id: Optional[str]`\n", "- `item_id: Optional[str]`\n- `force: bool`\n"),
        ["p:75:1: field DeleteItemRequest.force: not in the schema"]
    );
    assert_eq!(
        python("- `item_id: Optional[str]`\n", ""),
        ["p:66:1: field DeleteItemRequest.item_id: only in the schema"]
    );
    assert_eq!(
        python("- `item_id: Optional[str]`", "- `item_id: Optional[int]`"),
        ["p:74:1: field DeleteItemRequest.item_id: type: expected string, found integer"]
    );
    assert_eq!(
        python("- `item_id: Optional[str]`", "- `item_id: Optional[List[str]]`"),
        ["p:74:1: field DeleteItemRequest.item_id: type: expected string, found list of text"]
    );
    let nested = python("  - `cents: int`\n", "");
    assert_eq!(nested, ["p:23:1: field Price.cents: only in the schema"]);
}

#[test]
fn differences_of_enums_are_found_in_both_directions() {
    assert_eq!(
        changed(PYTHON, "    - `\"CURRENCY_EUR\"`\n", "    - `\"CURRENCY_USD\"`\n"),
        [
            "p:26:5: value Price.Currency.CURRENCY_EUR: only in the schema",
            "p:27:5: value Price.Currency.CURRENCY_USD: not in the schema",
        ]
    );
    let values = "One of the following:\n\"CURRENCY_UNSPECIFIED\"\n\"CURRENCY_EUR\"\n";
    let foreign = "One of the following:\n\"COLOUR_RED\"\n";
    assert_eq!(
        changed(RENDERED, values, foreign),
        ["p:28:1: field Price.currency: values: expected no enum, found COLOUR_RED"]
    );
}

#[test]
fn differences_of_rpcs_are_found_in_both_directions() {
    let python = |from: &str, to: &str| changed(PYTHON, from, to);
    assert_eq!(
        python("shop.items.delete(", "shop.items.remove("),
        ["p:66:1: rpc ItemService.DeleteItem: method: expected shop.items.delete, found \
          shop.items.remove"]
    );
    assert_eq!(
        python("`/shop.v1.ItemService/DeleteItem`", "`/shop.v1.ItemService/BuyItem`"),
        [
            "rpc ItemService.DeleteItem: only in the schema",
            "message DeleteItemRequest: only in the schema",
            "p:66:1: rpc ItemService.BuyItem: not in the schema",
        ]
    );
    assert_eq!(
        python("-> object`", "-> ItemDeleteResponse`"),
        ["p:66:1: rpc ItemService.DeleteItem: response: expected empty, found fields"]
    );
    assert_eq!(
        python("SyncItemsPage[Item]", "SyncItemsPage[ItemState]").first().unwrap(),
        "p:42:1: rpc ItemService.ListItems: paging: expected Item, found ItemState"
    );
    assert_eq!(
        python("- `page_size: Optional[int]`\n- `pag", "- `limit: Optional[int]`\n- `pag"),
        ["p:51:1: field ListItemsRequest.limit: not in the schema"]
    );
}

#[test]
fn deprecation_formats_and_limits_are_compared() {
    let rendered = |from: &str, to: &str| changed(RENDERED, from, to);
    assert_eq!(
        rendered("Deprecatedsku", "sku"),
        ["p:31:1: field Item.sku: deprecated: expected yes, found no"]
    );
    assert_eq!(
        rendered("name: str\n", "Deprecatedname: str\n"),
        ["p:21:1: field Item.name: deprecated: expected no, found yes"]
    );
    assert_eq!(
        rendered("formatuuid\n", ""),
        ["p:16:1: field Item.id: format: expected uuid, found nothing"]
    );
    assert_eq!(
        rendered("maxLength80", "maxLength81"),
        ["p:21:1: field Item.name: maxLength: expected 80, found 81"]
    );
    assert_eq!(
        rendered("maximum999", "maximum999\nminimum1"),
        ["p:24:1: field Price.cents: minimum: expected nothing, found 1"]
    );
}

#[test]
fn what_is_left_of_fields_without_a_line_is_attributed() {
    assert_eq!(
        changed(RENDERED, "state: Optional[ItemState]\n", ""),
        ["p:32:1: field Item.state: line: expected one, found none"]
    );
    assert_eq!(
        changed(RENDERED, "price: Optional[Price]\n", ""),
        ["p:23:1: field Item.price: line: expected one, found none"]
    );
    // Two enums in a row.
    assert_eq!(
        changed(RENDERED, "Deprecatedsku: Optional[str]\nstate: Optional[ItemState]\n", ""),
        [
            "p:15:1: field Item.sku: only in the schema",
            "p:31:1: field Item.state: line: expected one, found none",
        ]
    );
}

#[test]
fn models_are_found_by_the_methods_that_return_them() {
    assert_eq!(
        changed(
            RENDERED,
            "class ItemCreateResponse:\nitem: Item\n",
            "class ItemCreateResponse:\nthing: Item\n"
        ),
        [
            "p:45:1: field CreateItemResponse.item: only in the schema",
            "p:46:1: field CreateItemResponse.thing: not in the schema",
        ]
    );
    assert_eq!(
        changed(
            HTTP,
            "- `ItemCreateResponse object { item }`\n- `item: Item`\n",
            "- `thing: Item`\n"
        )
        .iter()
        .filter(|difference| difference.contains("CreateItemResponse"))
        .count(),
        2
    );
    let unknown = changed(RENDERED, "class ItemCreateResponse:", "class Basket:");
    assert_eq!(
        unknown,
        [
            "message CreateItemResponse: only in the schema",
            "p:45:1: message Basket: not in the schema"
        ]
    );
}

#[test]
fn malformed_pages_are_reported_at_their_place() {
    let faults = |text: &str| {
        let page = read("p", text);
        page.faults
            .iter()
            .map(|(at, what)| format!("{}: {what}", page.place(*at)))
            .collect::<Vec<_>>()
    };
    let at = PYTHON.find("Optional[Currency]").unwrap();
    assert_eq!(faults(&PYTHON[..at]), ["p:25:3: a list item that is not closed"]);
    let at = PYTHON.find("# Not a heading").unwrap();
    assert_eq!(faults(&PYTHON[..at]), ["p:15:1: code that is not closed"]);
    let at = PYTHON.find("shop.v1").unwrap();
    assert_eq!(faults(&PYTHON[..at]), ["p:7:10: code that is not closed"]);
    let at = PYTHON.find("**post**").unwrap();
    assert_eq!(faults(&PYTHON[..at]), ["p:3:1: the RPC `CreateItem` has no path"]);
    for (from, to, fault) in [
        (
            "### Returns\n\n- `object`",
            "### Errors\n\n- `object`",
            "p:76:1: unknown section `Errors - `object` ## Domain Types ###`",
        ),
        (
            "- `item_id: Optional[str]`",
            "- `item_id: a text`",
            "p:74:1: `item_id: a text` is in no known form or place",
        ),
        (
            "## DeleteItem",
            "## delete item",
            "p:66:1: `delete item `shop.items.delete(ItemDele` is no RPC",
        ),
        ("### Item State", "##### Item State", "p:82:1: a heading of an unknown level"),
    ] {
        assert_eq!(PYTHON.matches(from).count(), 1, "{from}");
        let found = faults(&PYTHON.replace(from, to));
        assert_eq!(found.first().map(|it| on_one_line(it)), Some(fault.to_owned()));
    }
    for text in ["", "é\u{0}`", "# ", "- `", "```", "### Returns - `a: str`", "class A", "POST/x"]
    {
        assert!(!faults(text).is_empty(), "{text:?}");
    }
    assert_eq!(
        faults(&RENDERED.replacen(
            "shop.items.list(ItemListParams**kwargs) -> SyncItemsPage[Item]\n",
            "",
            1
        )),
        ["p:9:1: the path `shop.v1.ItemService/ListItems` has no RPC"]
    );
}

#[test]
fn huge_and_odd_pages_are_read() {
    let deep =
        format!("# A ## B **post** `/c` ### Returns {}", "- `a: Optional[A]` ".repeat(20_000));
    assert_eq!(read("p", &deep).rpcs.len(), 1);
    let nested = format!("# A ## B **post** `/c` ### Returns - `a: {}`", "Optional[".repeat(500));
    assert_eq!(read("p", &nested).faults.len(), 1);
}

#[test]
fn folders_need_pages_in_a_known_form() {
    let message = |error: Error| match error {
        Error::Argument { message, .. } => message,
        other => format!("{other:?}"),
    };
    let folder = folder();
    fs::write(folder.join("README.md"), "# Not a page").unwrap();
    let empty = message(pages(&folder).unwrap_err());
    assert!(empty.ends_with("has no pages"), "{empty}");
    fs::write(folder.join("a.txt"), "nothing").unwrap();
    fs::write(folder.join("b.txt"), PYTHON).unwrap();
    fs::write(folder.join("c.txt"), "### x ".repeat(50) + "# ").unwrap();
    let unknown = message(pages(&folder).unwrap_err());
    assert!(unknown.contains("a.txt:1:1: no RPC and no model"), "{unknown}");
    assert!(!unknown.contains("b.txt"), "{unknown}");
    fs::remove_dir_all(&folder).unwrap();
    assert!(matches!(pages(&folder).unwrap_err(), Error::Disk { .. }));
}
