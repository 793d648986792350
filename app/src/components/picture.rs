//! SVG written as text: a chart costs a few hundred bytes of the app, not one compiled view per element.
//!
//! Across, positions are percentages of the picture, so that it stretches while circles stay round and words keep
//! their size. Only numbers and [`Picture::words`], which escapes, go in.
use std::fmt::Write;

/// An SVG being drawn. Lengths along x are percentages, 0 to 100.
#[derive(Default)]
pub(super) struct Picture(String);

impl Picture {
    /// A line from (x1, y1) to (x2, y2), all percentages.
    pub(super) fn line(&mut self, class: &str, (x1, y1): (f32, f32), (x2, y2): (f32, f32)) {
        // Writing to a String cannot fail.
        let _ = write!(self.0, "<line class='{class}' x1='{x1:.2}%' y1='{y1:.2}%' x2='{x2:.2}%' y2='{y2:.2}%'/>");
    }

    /// Straight pieces, each from one place to another, all percentages: one element however many they are. Their strokes
    /// keep their width.
    pub(super) fn pieces(&mut self, class: &str, pieces: impl Iterator<Item = ((f32, f32), (f32, f32))>) {
        let mut along = String::new();
        let mut stands = None;
        for (from, to) in pieces {
            if stands != Some(from) {
                let _ = write!(along, "M{:.2} {:.2}", from.0, from.1);
            }
            let _ = write!(along, "L{:.2} {:.2}", to.0, to.1);
            stands = Some(to);
        }
        if stands.is_some() {
            self.raw(
                "<svg width='100%' height='100%' viewBox='0 0 100 100' preserveAspectRatio='none' overflow='visible'>",
            );
            let _ = write!(self.0, "<path class='{class}' d='{along}'/></svg>");
        }
    }

    /// A circle around (x, y); its radius comes from the class.
    pub(super) fn circle(&mut self, class: &str, (x, y): (f32, f32), r: f32) {
        let _ = write!(self.0, "<circle class='{class}' cx='{x:.2}%' cy='{y:.2}%' r='{r}'/>");
    }

    /// A rectangle, all percentages.
    pub(super) fn rect(&mut self, class: &str, (x, y): (f32, f32), (w, h): (f32, f32)) {
        let _ = write!(self.0, "<rect class='{class}' x='{x:.2}%' y='{y:.2}%' width='{w:.2}%' height='{h:.2}%'/>");
    }

    /// Words at (x, y), moved by (dx, dy) in units of their own size.
    pub(super) fn words(&mut self, class: &str, (x, y): (f32, f32), (dx, dy): (f32, f32), words: &str) {
        let _ = write!(self.0, "<text class='{class}' x='{x:.2}%' y='{y:.2}%' dx='{dx}em' dy='{dy}em'>");
        for c in words.chars() {
            match c {
                '<' => self.0.push_str("&lt;"),
                '&' => self.0.push_str("&amp;"),
                c => self.0.push(c),
            }
        }
        self.0.push_str("</text>");
    }

    /// Fixed markup of our own.
    pub(super) fn raw(&mut self, markup: &str) {
        self.0.push_str(markup);
    }

    /// The inner markup of the SVG.
    pub(super) fn done(self) -> String {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::Picture;

    #[test]
    fn words_cannot_become_markup() {
        let mut picture = Picture::default();
        picture.words("axis", (0.0, 0.0), (0.0, 0.0), "<img src=x onerror=alert(1)>&");
        let drawn = picture.done();
        assert!(drawn.contains("&lt;img"));
        assert_eq!(drawn.matches('<').count(), 2);
    }
}
