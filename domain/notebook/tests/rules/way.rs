//! The whole way of an aspiration, and the words that are given back.

use crate::support::{MORNING, later};
use notebook::aspiration::Aspiration;
use notebook::id::AspirationId;
use notebook::way::{Lasting, WholeWay, gives_back, whole_way, words_along};

const DAY: i64 = 24 * 60;

/// Looked back on so many days after the morning, with this rating and these words.
fn looked(looks: &[(i64, u8, &str)]) -> Aspiration {
    let mut it = Aspiration::new(AspirationId::from_bytes([1; 16]), "Get back to the allotment", MORNING, 0).unwrap();
    for (days, rating, words) in looks {
        it.look_back(*rating, words, later(days * DAY)).unwrap();
    }
    it
}

#[test]
fn the_way_goes_from_the_first_rating_to_the_newest_whatever_lies_between() {
    assert_eq!(whole_way(&looked(&[])), None);
    assert_eq!(whole_way(&looked(&[(0, 4, "")])), None);
    let way = whole_way(&looked(&[(0, 2, ""), (90, 6, ""), (100, 3, ""), (160, 7, "")]));
    assert_eq!(way, Some(WholeWay { from: 2, now: 7, lasting: Lasting::Months(5) }));
}

#[test]
fn how_long_it_took_is_said_as_people_say_it() {
    for (days, lasting) in [
        (0, Lasting::OneDay),
        (1, Lasting::OneDay),
        (2, Lasting::Days(2)),
        (13, Lasting::Days(13)),
        (14, Lasting::Weeks(2)),
        (60, Lasting::Weeks(8)),
        (62, Lasting::Months(2)),
        (700, Lasting::Months(22)),
        (740, Lasting::Years(2)),
    ] {
        let way = whole_way(&looked(&[(0, 1, ""), (days, 1, "")])).unwrap();
        assert_eq!(way.lasting, lasting, "{days} days");
    }
}

#[test]
fn words_come_back_oldest_first_with_their_rating_and_what_was_found_out_among_them() {
    let mut it = looked(&[(0, 2, "It feels a long way off."), (10, 4, " \n"), (90, 3, "Slugs."), (200, 9, "Beans!")]);
    it.find_out("People come when there is soup", later(120 * DAY));
    let words: Vec<_> = words_along(&it).into_iter().map(|one| (one.rating, one.words)).collect();
    let expected = [
        (Some(2), "It feels a long way off."),
        (Some(3), "Slugs."),
        (None, "People come when there is soup"),
        (Some(9), "Beans!"),
    ];
    assert_eq!(words, expected.map(|(rating, words)| (rating, words.to_owned())));
}

#[test]
fn words_are_given_back_at_nine_and_at_ten_once_each_and_again_after_a_setback() {
    for (ratings, given) in [
        (&[][..], false),
        (&[8], false),
        (&[9], true),
        (&[2, 9], true),
        (&[9, 9], false),
        (&[9, 10], true),
        (&[10, 10], false),
        (&[10, 9], false),
        (&[9, 4, 9], true),
        (&[9, 4], false),
    ] {
        let looks: Vec<(i64, u8, &str)> = (0..).zip(ratings).map(|(day, rating)| (day, *rating, "")).collect();
        assert_eq!(gives_back(&looked(&looks)), given, "{ratings:?}");
    }
}
