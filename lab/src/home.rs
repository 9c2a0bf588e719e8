//! What is really in a house: a container, and packs beside it of which one is put in when the container is empty. What
//! Larder knows of it is what the machine says. Amounts are in base units.

/// A container and what is beside it.
#[derive(Clone, Copy, Debug)]
pub struct Home {
    /// A full container.
    pub capacity: i64,
    /// What is in the machine.
    pub machine: i64,
    /// What is beside it.
    pub spares: i64,
}

impl Home {
    /// A full container and nothing beside it.
    pub fn full(capacity: i64) -> Self {
        Self {
            capacity,
            machine: capacity,
            spares: 0,
        }
    }

    /// All that is there.
    pub fn left(&self) -> i64 {
        self.machine + self.spares
    }

    /// Takes so much, as far as it is there; what was there.
    pub fn take(&mut self, wanted: i64) -> i64 {
        let mut missing = wanted;
        loop {
            let taken = missing.min(self.machine);
            self.machine -= taken;
            missing -= taken;
            if missing == 0 || self.spares == 0 {
                return wanted - missing;
            }
            self.machine = self.spares.min(self.capacity);
            self.spares -= self.machine;
        }
    }

    /// The container is seen to hold so much: more than before comes from beside it as far as that goes.
    pub fn read(&mut self, level: i64) {
        let rise = (level - self.machine).max(0);
        self.spares = (self.spares - rise).max(0);
        self.machine = level;
    }

    /// All there is was counted.
    pub fn set(&mut self, all: i64) {
        self.machine = self.machine.min(all);
        self.spares = all - self.machine;
    }

    /// A full container was put in.
    pub fn replace(&mut self) {
        self.machine = self.capacity;
        self.spares = (self.spares - self.capacity).max(0);
    }
}
