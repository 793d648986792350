//! What a worker, their role and their team may be called, and the link by which they set up.

use domain::{introduction::TEXT_LIMIT, role::Role};

use crate::{
    clock::DAY_MS,
    origin::Origin,
    random::make_bytes,
    store::RoleName,
    token::{hash, token_text},
};

/// A set-up link works for a week, ms.
const LINK_MS: i64 = 7 * DAY_MS;
/// Longest name of a worker, in letters; of at most four bytes each, so that an introduction can carry it.
const NAME_LETTERS: usize = TEXT_LIMIT / 4;
/// Longest name of a role, bytes.
const CALLED_LIMIT: usize = 100;
/// What a card needs beside the name of a role and the team, which share a field there.
const BETWEEN: usize = 8;

/// A worker's name with single blanks.
///
/// # Errors
/// It has no letters or too many, as a sentence.
pub fn name(typed: &str) -> Result<String, String> {
    let name = blanked(typed);
    let fits = (1..=NAME_LETTERS).contains(&name.chars().count());
    if fits { Ok(name) } else { Err(format!("a name has 1 to {NAME_LETTERS} letters")) }
}

/// A team's name with single blanks; may be empty.
///
/// # Errors
/// An introduction cannot carry it together with what the role is called, as a sentence.
pub fn team(typed: &str, called: &str) -> Result<String, String> {
    let (team, limit) = (blanked(typed), TEXT_LIMIT - BETWEEN - called.len().min(CALLED_LIMIT));
    let length = team.len();
    if length > limit {
        Err(format!("it has {length} bytes, and an introduction carries at most {limit}"))
    } else {
        Ok(team)
    }
}

/// `housing support=key-worker`, or `housing support=none` for a name that is kept no longer.
///
/// # Errors
/// What is wrong with it, as a sentence.
pub fn role_name(typed: &str) -> Result<(String, Option<Role>), String> {
    let (name, kind) = typed.rsplit_once('=').ok_or("write NAME=KIND, for instance `housing support=key-worker`")?;
    let name = blanked(name);
    if name.is_empty() || name.len() > CALLED_LIMIT || name.parse::<Role>().is_ok() {
        return Err(format!("a role's name has 1 to {CALLED_LIMIT} bytes and is not the word for a kind itself"));
    }
    match kind.trim() {
        "none" => Ok((name, None)),
        kind => kind
            .parse()
            .map(|role| (name, Some(role)))
            .map_err(|error| format!("{error}, or `none` to forget the name")),
    }
}

/// A kind and what it is called, by its word or by one of the names that are kept.
///
/// # Errors
/// There is no such role, as a sentence.
pub fn role(typed: &str, names: &[RoleName]) -> Result<(Role, String), String> {
    if let Ok(role) = typed.parse() {
        return Ok((role, String::new()));
    }
    let typed = blanked(typed);
    let found = names.iter().find(|it| it.name.to_lowercase() == typed.to_lowercase());
    found.map(|it| (it.role, it.name.clone())).ok_or_else(|| {
        let kept: String = names.iter().map(|it| format!(", {}", it.name)).collect();
        let kinds = Role::ALL.map(Role::as_str).join(", ");
        format!("there is no role {typed}; there are {kinds}{kept}. `server settings --role-name` keeps another name")
    })
}

/// A new set-up link: what travels, what alone is kept, and until when it works.
pub struct SetUpLink {
    /// For whoever sets up. The token is in the fragment, which no browser sends and no log holds.
    pub link: String,
    /// SHA-256 of the token.
    pub token_hash: [u8; 32],
    /// UTC ms.
    pub ends_at: i64,
}

/// Draws one.
///
/// # Errors
/// The machine gives no random bytes.
pub fn draw_link(team: &Origin, now: i64) -> Result<SetUpLink, getrandom::Error> {
    let token: [u8; 32] = make_bytes()?;
    let link = format!("{team}/set-up#{}", token_text(&token));
    Ok(SetUpLink { link, token_hash: hash(&token), ends_at: now + LINK_MS })
}

/// With single blanks.
fn blanked(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
