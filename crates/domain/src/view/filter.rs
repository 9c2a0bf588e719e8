//! Which supplies a list of all of them is narrowed to.

use crate::time::Time;
use crate::view::{DeviceView, Headline};

/// What of all supplies is shown. A supply may be under several of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Filter {
    /// Every one.
    #[default]
    All,
    /// Somebody should look at it.
    Attention,
    /// At or below the reorder level, and nothing is coming.
    Low,
    /// An order is being made.
    Reordering,
    /// Placed or shipped.
    OnTheWay,
    /// Auto-reorder is off at Amazon.
    Paused,
}

/// A filter beside the number of supplies under it.
pub type Counted = (Filter, usize);

impl Filter {
    /// Every filter, in the order they are offered.
    pub const EVERY: [Self; 6] = [
        Self::All,
        Self::Attention,
        Self::Low,
        Self::Reordering,
        Self::OnTheWay,
        Self::Paused,
    ];

    /// Its name in an address.
    pub fn name(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Attention => "attention",
            Self::Low => "low",
            Self::Reordering => "reordering",
            Self::OnTheWay => "on-the-way",
            Self::Paused => "paused",
        }
    }

    /// The one of that name; all for one that nobody knows.
    pub fn parse(name: &str) -> Self {
        let mut every = Self::EVERY.into_iter();
        every.find(|it| it.name() == name).unwrap_or_default()
    }

    /// Whether a supply in that state is under it.
    pub fn covers(self, state: Headline) -> bool {
        match self {
            Self::All => true,
            Self::Attention => state.needs_attention(),
            Self::Low => state == Headline::Low,
            Self::Reordering => state == Headline::Reordering,
            Self::OnTheWay => state == Headline::OnTheWay,
            Self::Paused => state == Headline::Paused,
        }
    }

    /// What is offered where supplies are in these states: all, each filter that something is under,
    /// and the chosen one. Nothing where no filter would tell supplies apart.
    pub fn offered(self, states: &[Headline]) -> Vec<Counted> {
        let count = |filter: Self| states.iter().filter(|it| filter.covers(**it)).count();
        let counted = Self::EVERY.map(|filter| (filter, count(filter)));
        let tells_apart = |(_, count): &Counted| (1..states.len()).contains(count);
        if self == Self::All && !counted.iter().any(tells_apart) {
            return Vec::new();
        }
        let is_offered =
            |(filter, count): &Counted| *count > 0 || *filter == self || *filter == Self::All;
        counted.into_iter().filter(is_offered).collect()
    }

    /// Machines with only the supplies under it; none without one.
    pub fn narrow(self, mut devices: Vec<DeviceView>, now: Time) -> Vec<DeviceView> {
        if self == Self::All {
            return devices;
        }
        for device in &mut devices {
            let supplies = &mut device.supplies;
            supplies.retain(|supply| self.covers(Headline::of(supply, now)));
        }
        devices.retain(|device| !device.supplies.is_empty());
        devices
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_read_back_and_an_unknown_one_is_all() {
        for filter in Filter::EVERY {
            assert_eq!(Filter::parse(filter.name()), filter);
        }
        for name in ["", "Low", "good", "<b>"] {
            assert_eq!(Filter::parse(name), Filter::All, "{name}");
        }
    }

    #[test]
    fn a_pause_needs_attention_and_is_a_filter_of_its_own() {
        let over = |state| {
            let every = Filter::EVERY.into_iter();
            every.filter(move |it| it.covers(state)).collect::<Vec<_>>()
        };
        let all = Filter::All;
        assert_eq!(
            over(Headline::Paused),
            [all, Filter::Attention, Filter::Paused]
        );
        assert_eq!(over(Headline::Out), [all, Filter::Attention]);
        assert_eq!(over(Headline::Low), [all, Filter::Low]);
        assert_eq!(over(Headline::Good), [all]);
    }

    #[test]
    fn what_something_is_under_is_offered_where_it_tells_apart() {
        let states = [Headline::Paused, Headline::Low, Headline::Good];
        let offered = [
            (Filter::All, 3),
            (Filter::Attention, 1),
            (Filter::Low, 1),
            (Filter::Paused, 1),
        ];
        assert_eq!(Filter::All.offered(&states), offered);
        for alike in [
            &[Headline::Good; 4][..],
            &[Headline::Low; 2],
            &states[..1],
            &[],
        ] {
            assert_eq!(Filter::All.offered(alike), []);
        }
    }

    #[test]
    fn the_chosen_one_is_offered_although_nothing_is_under_it() {
        let offered = Filter::Low.offered(&[Headline::Good, Headline::Good]);
        assert_eq!(offered, [(Filter::All, 2), (Filter::Low, 0)]);
    }
}
