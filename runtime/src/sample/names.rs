//! Realistic strings by field name: UUIDs, URLs, names, descriptions.

use super::rng::Rng;

const ADJECTIVES: &[&str] = &[
    "amber", "bold", "brisk", "calm", "clear", "coral", "crisp", "deep", "eager", "early", "fair",
    "fine", "fresh", "glad", "golden", "green", "keen", "kind", "light", "lively", "lucid",
    "merry", "mild", "neat", "noble", "plain", "prime", "quick", "quiet", "rapid", "silver",
    "warm",
];
const NOUNS: &[&str] = &[
    "anchor", "arbor", "beacon", "birch", "bridge", "canyon", "cedar", "cliff", "comet", "delta",
    "falcon", "forest", "garden", "harbor", "heron", "island", "lagoon", "lantern", "maple",
    "meadow", "orchard", "otter", "pebble", "prairie", "raven", "reef", "river", "summit",
    "thicket", "tide", "valley", "willow",
];
const FIRST_NAMES: &[&str] =
    &["Ada", "Alan", "Barbara", "Dennis", "Edsger", "Frances", "Grace", "Ken", "Margaret", "Radia"];
const LAST_NAMES: &[&str] = &[
    "Allen", "Dijkstra", "Hamilton", "Hopper", "Liskov", "Lovelace", "Perlman", "Ritchie", "Turing",
];

/// Generates a string.
type Template = fn(&mut Rng) -> String;

/// Endings of field names and the strings for them. The first match wins.
const TEMPLATES: &[(&[&str], Template)] = &[
    (&["id", "uuid"], uuid),
    (&["description", "detail", "error", "message", "reason", "subtitle", "technical"], sentence),
    (&["clone_url", "repository", "repository_url", "remote_uri", "remote_url"], repository),
    (&["url", "uri", "link"], url),
    (&["domain", "host"], domain),
    (&["email"], email),
    (&["path", "location", "directory"], path),
    (&["token", "secret", "password"], secret),
    (&["image"], image),
    (&["username", "owner", "author", "login"], username),
    (&["full_name"], person),
    (&["title", "name"], title),
    (&["version", "tag"], version),
    (&["commit", "sha", "digest"], commit),
    (&["branch"], branch),
    (&["region"], region),
    (&["scope"], scope),
    (&["command"], command),
];

/// A realistic string for a field of this name.
pub(super) fn for_field(rng: &mut Rng, name: &str) -> String {
    // Try the end of the name first, then every part: `email_domain` is a domain.
    let template = find(|word| ends_with(name, word));
    let template =
        template.or_else(|| find(|word| name.split('_').any(|part| ends_with(part, word))));
    template.unwrap_or(words)(rng)
}

fn find(applies: impl Fn(&str) -> bool) -> Option<Template> {
    let mut templates = TEMPLATES.iter();
    templates
        .find(|(words, _)| words.iter().any(|word| applies(word)))
        .map(|(_, template)| *template)
}

/// Whether a name ends with a word, in singular or plural.
fn ends_with(name: &str, word: &str) -> bool {
    let ends = |name: &str| {
        name.strip_suffix(word).is_some_and(|rest| rest.is_empty() || rest.ends_with('_'))
    };
    ends(name) || name.strip_suffix('s').is_some_and(ends)
}

/// A version 4 UUID.
pub(super) fn uuid(rng: &mut Rng) -> String {
    let version = (rng.next() & !0xf000) | 0x4000;
    let variant = (rng.next() >> 2) | (1 << 63);
    format!(
        "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
        version >> 32,
        version >> 16 & 0xffff,
        version & 0xffff,
        variant >> 48,
        variant & 0xffff_ffff_ffff,
    )
}

/// Two words, which are more often distinct than one.
fn words(rng: &mut Rng) -> String {
    format!("{}-{}", rng.pick(ADJECTIVES), rng.pick(NOUNS))
}

fn title(rng: &mut Rng) -> String {
    format!("{} {}", capital(rng.pick(ADJECTIVES)), capital(rng.pick(NOUNS)))
}

fn sentence(rng: &mut Rng) -> String {
    let [one, other] = [rng.pick(NOUNS), rng.pick(NOUNS)];
    format!("The {} {one} stands beside the {other}.", rng.pick(ADJECTIVES))
}

fn person(rng: &mut Rng) -> String {
    format!("{} {}", rng.pick(FIRST_NAMES), rng.pick(LAST_NAMES))
}

fn username(rng: &mut Rng) -> String {
    person(rng).to_lowercase().replace(' ', "-")
}

fn domain(rng: &mut Rng) -> String {
    format!("{}.example.com", words(rng))
}

fn email(rng: &mut Rng) -> String {
    format!("{}@{}", person(rng).to_lowercase().replace(' ', "."), domain(rng))
}

fn url(rng: &mut Rng) -> String {
    format!("https://{}/{}", domain(rng), rng.pick(NOUNS))
}

fn repository(rng: &mut Rng) -> String {
    format!("https://git.example.com/{}/{}.git", rng.pick(NOUNS), words(rng))
}

fn path(rng: &mut Rng) -> String {
    format!(".{}/{}.yaml", rng.pick(NOUNS), words(rng))
}

/// A secret that is recognizable as a sample.
fn secret(rng: &mut Rng) -> String {
    format!("sample-{}-{:08x}", words(rng), rng.below(1 << 32))
}

fn image(rng: &mut Rng) -> String {
    format!("registry.example.com/{}/{}:{}", rng.pick(NOUNS), words(rng), version(rng))
}

fn version(rng: &mut Rng) -> String {
    format!("{}.{}.{}", 1 + rng.below(4), rng.below(20), rng.below(10))
}

fn commit(rng: &mut Rng) -> String {
    format!("{:016x}{:016x}{:08x}", rng.next(), rng.next(), rng.below(1 << 32))
}

fn branch(rng: &mut Rng) -> String {
    format!("{}/{}", rng.pick(&["feature", "fix", "release"]), words(rng))
}

fn region(rng: &mut Rng) -> String {
    let [area, side] =
        [&["ap", "eu", "sa", "us"][..], &["central", "east", "west"]].map(|list| rng.pick(list));
    format!("{area}-{side}-{}", 1 + rng.below(3))
}

fn scope(rng: &mut Rng) -> String {
    format!("{}:{}", rng.pick(&["admin", "read", "write"]), rng.pick(NOUNS))
}

fn command(rng: &mut Rng) -> String {
    format!("{}ctl {}", rng.pick(NOUNS), rng.pick(&["apply", "fetch", "start", "sync"]))
}

fn capital(word: &str) -> String {
    let (first, rest) = word.split_at_checked(1).unwrap_or((word, ""));
    first.to_uppercase() + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_match_field_names() {
        let mut rng = Rng::new(3);
        let mut is = |name: &str, pattern: &str| {
            let regex = regex_lite::Regex::new(&format!("^{pattern}$")).expect("a pattern");
            for _ in 0..50 {
                let text = for_field(&mut rng, name);
                assert!(regex.is_match(&text), "{name}: {text}");
            }
        };
        for name in ["id", "project_id", "runner_ids"] {
            is(name, "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
        }
        is("email_domain", r"[a-z]+-[a-z]+\.example\.com");
        is("email", r"[a-z]+\.[a-z]+@[a-z-]+\.example\.com");
        is("avatar_url", r"https://[a-z.-]+/[a-z]+");
        is("clone_url", r"https://git\.example\.com/[a-z-]+/[a-z-]+\.git");
        is("display_name", "[A-Z][a-z]+ [A-Z][a-z]+");
        is("commit", "[0-9a-f]{40}");
        is("anything", "[a-z]+-[a-z]+");
        is("", "[a-z]+-[a-z]+");
    }
}
