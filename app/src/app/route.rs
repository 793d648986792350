//! A route whose path is plain text. Every route then has one type, and the router's code for it is compiled once and
//! not for each shape of path: a tenth of what the first screen waits for.
use leptos_router::{PartialPathMatch, PathSegment, PossibleRouteMatch};

/// A path such as `/check-in/:id`, where `:id` stands for one segment of any text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct At(&'static str);

/// The route at that path.
pub(super) const fn at(path: &'static str) -> At {
    At(path)
}

impl At {
    fn segments(self) -> impl Iterator<Item = &'static str> {
        self.0.split('/').filter(|segment| !segment.is_empty())
    }
}

impl PossibleRouteMatch for At {
    fn optional(&self) -> bool {
        false
    }

    fn test<'a>(&self, path: &'a str) -> Option<PartialPathMatch<'a>> {
        let (mut rest, mut params) = (path, Vec::new());
        for segment in self.segments() {
            rest = rest.strip_prefix('/')?;
            let (found, after) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
            match segment.strip_prefix(':') {
                Some(name) if !found.is_empty() => params.push((name.into(), found.to_owned())),
                None if found == segment => {}
                _ => return None,
            }
            rest = after;
        }
        Some(PartialPathMatch::new(rest, params, &path[..path.len() - rest.len()]))
    }

    fn generate_path(&self, path: &mut Vec<PathSegment>) {
        path.extend(self.segments().map(|segment| match segment.strip_prefix(':') {
            Some(name) => PathSegment::Param(name.into()),
            None => PathSegment::Static(segment.into()),
        }));
    }
}

#[cfg(test)]
mod tests {
    use super::at;
    use leptos_router::PossibleRouteMatch;

    /// What a path leaves over and which values it holds; the router takes it only with nothing or a `/` left over.
    fn test<'a>(route: &'static str, path: &'a str) -> Option<(&'a str, Vec<String>)> {
        let found = at(route).test(path)?;
        Some((found.remaining(), found.params().into_iter().map(|(_, value)| value).collect()))
    }

    #[test]
    fn a_path_is_matched_segment_by_segment() {
        let none = Vec::<String>::new;
        let rows = [
            ("/", "/", Some(("/", none()))),
            ("/", "", Some(("", none()))),
            ("/", "/me", Some(("/me", none()))),
            ("/me", "/me", Some(("", none()))),
            ("/me", "/me/", Some(("/", none()))),
            ("/me", "/mean", None),
            ("/mean", "/me", None),
            ("/check-in/:id/review", "/check-in/7/review", Some(("", vec!["7".to_owned()]))),
            ("/check-in/:id/:n", "/check-in/7/2", Some(("", vec!["7".to_owned(), "2".to_owned()]))),
            ("/check-in/:id/:n", "/check-in/7", None),
            ("/check-in/:id/:n", "/check-in//2", None),
            ("/check-ins/:id", "/check-ins/7/change", Some(("/change", vec!["7".to_owned()]))),
        ];
        for (route, path, expected) in rows {
            assert_eq!(test(route, path), expected, "{route} and {path}");
        }
    }
}
