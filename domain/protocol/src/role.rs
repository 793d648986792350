//! What kind of role a worker has: one word on the wire, on the command line and on the screen. A deployer may call it
//! something else ("housing support"): those words go along with the kind.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The kind of a worker's role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Supports the person over time.
    KeyWorker,
    /// Helps from their own experience.
    PeerWorker,
    /// Looks after the team's accounts. They read what is shared with them, as every worker does, and nothing else.
    Lead,
}

/// A text that names no role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a role is key-worker, peer-worker or lead")]
pub struct NoRole;

impl Role {
    /// Every role.
    pub const ALL: [Self; 3] = [Self::KeyWorker, Self::PeerWorker, Self::Lead];

    /// `key-worker`, `peer-worker` or `lead`, as JSON has it too.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::KeyWorker => "key-worker",
            Self::PeerWorker => "peer-worker",
            Self::Lead => "lead",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Role {
    type Err = NoRole;

    fn from_str(text: &str) -> Result<Self, NoRole> {
        Self::ALL.into_iter().find(|role| role.as_str() == text).ok_or(NoRole)
    }
}

#[cfg(test)]
mod tests {
    use super::Role;

    #[test]
    fn a_role_is_the_same_word_everywhere() {
        for role in Role::ALL {
            assert_eq!(serde_json::to_string(&role).unwrap(), format!("\"{role}\""));
            assert_eq!(role.as_str().parse(), Ok(role));
        }
        assert!("key worker".parse::<Role>().is_err());
    }
}
