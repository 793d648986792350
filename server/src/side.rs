//! The two origins, which share nothing that a browser keeps.

/// Which of the two origins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The person's phone.
    Person,
    /// The team's browser.
    Team,
}

impl Side {
    /// As in the log and in the site's folders.
    pub fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Team => "team",
        }
    }
}
