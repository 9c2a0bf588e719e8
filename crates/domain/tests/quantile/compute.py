"""Computes what `../quantile.rs` holds the forecast against, by other means than the forecast's own: averages
as linear filters (scipy), windows as array slices, the quantile of the mixture by a root finder. Run by hand
when the rule changes:

    pip install numpy scipy && python compute.py > fixtures.json
"""

import csv
import datetime
import json
import pathlib

import numpy as np
from scipy.optimize import brentq
from scipy.signal import lfilter
from scipy.stats import gamma

HERE = pathlib.Path(__file__).parent
LAUNDRY = HERE / "../../../demo/data/laundry-runs.csv"
EPOCH = datetime.date(1970, 1, 1)

USUAL = np.array([1, 17, 92, 195, 237, 200, 131, 71, 34, 14, 6, 2]) / 1000
HALF_LIVES = (5, 12, 30, 80, 240)
GUESSES = np.array(
    [
        [1, 0, 0, 0, 0],
        [0, 1, 0, 0, 0],
        [0, 0, 1, 0, 0],
        [0, 0, 0, 1, 0],
        [0, 0, 0, 0, 1],
        [0, 1.6, -0.6, 0, 0],
        [0, 0, 1.6, -0.6, 0],
        [0.4, 0, 0, 0.6, 0],
    ]
)
GUESSED = np.array([0.05, 0.08, 0.12, 0.22, 0.34, 0.06, 0.06, 0.07])
EXPONENTS = np.array([0, 1 / 3, 2 / 3, 1])
EXPONENT = np.array([0.17, 0.33, 0.33, 0.17])
SETTLED, RECENT = 10, 300


def lead_of(orders):
    """Eight orders of what is usual, and the slot's own; less than one in 500 is left out."""
    parts = np.zeros(60)
    parts[:12] = 8 * USUAL
    for days in orders:
        parts[days - 1] += 1
    parts /= parts.sum()
    return [(day + 1, part) for day, part in enumerate(parts) if part >= 0.002]


def week_of(place, used, known):
    if known.sum() < 28 or used.sum() <= 0:
        return np.ones(7)
    mean = used.sum() / known.sum()
    sums = np.array([used[place == p].sum() for p in range(7)])
    days = np.array([known[place == p].sum() for p in range(7)])
    part = (sums + 8 * mean) / ((days + 8) * mean)
    return part * 7 / part.sum()


def averages(used, known, parts):
    """After each evening, none known at first; an unknown day changes nothing."""
    rows = np.zeros((len(used) + 1, 5))
    at = np.flatnonzero(known)
    for n, half in enumerate(HALF_LIVES):
        keep = [1.0, -(0.5 ** (1 / half))]
        each = lfilter([1.0], keep, used[at]) / lfilter([1.0], keep, parts[at])
        reached = np.concatenate([[0], np.cumsum(known)])
        rows[:, n] = np.concatenate([[0], each])[reached]
    return rows


def windows(used, known, parts, ahead):
    """Evenings with nothing unknown in the days ahead: which, their use, their parts, their weight."""
    evenings = np.arange(SETTLED, len(used) + 1 - ahead)
    weight = 0.5 ** ((len(used) + 1 - ahead - evenings) / RECENT)
    total = lambda of: np.array([of[e : e + ahead].sum() for e in evenings])
    whole = total(~known) == 0 if len(evenings) else np.zeros(0, bool)
    return evenings[whole], total(used)[whole], total(parts)[whole], weight[whole]


def likely(before, logs):
    of = before * np.exp(logs - logs.max())
    return of / of.sum()


def mixed(rows, parts):
    return np.maximum(np.maximum(rows @ parts, 0.15 * rows[:, 4]), 1e-6)


def forecast(first, days, orders, level):
    known = np.array([day is not None for day in days])
    used = np.array([day or 0 for day in days], dtype=float)
    place = (first + np.arange(len(days))) % 7
    week = week_of(place, used, known)
    parts = week[place]
    lead = lead_of(orders)
    mean_lead = sum(d * p for d, p in lead) / sum(p for _, p in lead)
    ahead = max(round(mean_lead), 2)
    rows = averages(used, known, parts)

    at, sums, share, weight = windows(used, known, parts, ahead)
    size = rows[at, 3] + 0.05 * rows[at, 4]
    errors = np.array([(weight / size * (sums - share * mixed(rows[at], g)) ** 2).sum() for g in GUESSES])
    n = weight.sum() / ahead
    guessed = likely(GUESSED, -n / 2 * np.log(errors)) if n else GUESSED
    expected = mixed(rows, guessed @ GUESSES)
    now, long = expected[-1], rows[-1, 4]

    power = EXPONENT
    if n:
        log = np.log(np.maximum(expected[at] / long, 0.02))
        error = sums - share * expected[at]
        mean_square = [(weight * error**2 * np.exp(-2 * e * log)).sum() / weight.sum() for e in EXPONENTS]
        power = likely(EXPONENT, n * (-np.log(mean_square) / 2 - EXPONENTS * (weight * log).sum() / weight.sum()))
    sizes = expected ** -(power @ EXPONENTS)
    crossing = (used**2).sum() / used.sum()
    half = crossing / 2 * np.minimum(expected / long, 1)

    moments = []
    for took, part in lead:
        ahead = took - 1
        at, sums, share, weight = windows(used, known, parts, ahead)
        drawn = known[at - 1] & (used[at - 1] > 0)
        at, sums, share, weight = at[drawn], sums[drawn], share[drawn], weight[drawn]
        today = used[at - 1]
        coming = sum(week[(first + len(days) + n) % 7] for n in range(ahead))
        usual = now * coming + half[-1]
        long_ = max(ahead, 1)
        unknown = now**2 * (long_ + long_**2 / min(known.sum(), 60))
        weight = weight * today
        if not weight.sum():
            moments.append((part, usual, unknown))
            continue
        error = (sums + today / 2 - expected[at] * share - half[at]) * sizes[at]
        seen = weight.sum() ** 2 / (weight**2).sum() / long_
        shift = (weight * error).sum() / weight.sum() * seen / (seen + 10) / sizes[-1]
        square = (weight * (error**2 + (today * sizes[at]) ** 2 / 12)).sum() / weight.sum()
        variance = square / sizes[-1] ** 2 * (1 + 5 / seen)
        moments.append((part, usual + shift, (variance * seen + unknown * 10) / (seen + 10)))

    def enough(amount):
        least, of, all_ = 1, 0, 0
        for part, mean, variance in moments:
            least = min(least, gamma(mean**2 / variance, scale=variance / mean).cdf(amount))
            of, all_ = of + part * least, all_ + part
        return of / all_ - level

    return now, brentq(enough, 1e-3, 100 * long * 60, xtol=1e-3)


def laundry():
    count = {}
    for row in csv.reader(LAUNDRY.open()):
        if row and row[0][:1].isdigit():
            day = (datetime.date.fromisoformat(row[0][:10]) - EPOCH).days
            count[day] = count.get(day, 0) + 1
    first, last = min(count), max(count)
    return first, [1000 * count.get(day, 0) for day in range(first, last + 1)]


def cases():
    weekly = [3000, 1000, 2000, 2000, 1000, 5000, 4000]
    yield "young", 20000, [2000, 3000, 1000] * 9, [], 0.95
    yield "a weekly shape", 20001, weekly * 10, [], 0.9
    yield "holes", 20002, [None if day % 9 == 4 else 1000 * (day % 4) for day in range(80)], [7, 9], 0.98
    rising = [500 * (1 + day // 20) + 100 * (day * 7 % 5) for day in range(120)]
    yield "a rising pace", 20003, rising, [4] * 24, 0.95
    # Croston's picture: nothing for days, then some at once.
    seldom = [0, 0, 0, 2000, 0, 0, 3000, 0, 0, 0, 0, 2000, 0, 5000] * 9
    yield "seldom and in lumps", 20004, seldom, [6, 8, 5], 0.95
    first, runs = laundry()
    for end in (45, 120, 365, 700, 1100, 1440):
        begin = max(end - 365, 0)
        for level in (0.8, 0.95, 0.99):
            yield f"laundry, day {end}", first + begin, runs[begin:end], [5, 6, 10], level


fixtures = []
for name, first, days, orders, level in cases():
    per_day, asked = forecast(first, days, orders, level)
    fixtures.append(
        {
            "name": name,
            "first": first,
            "days": days,
            "orders": orders,
            "level": level,
            "per_day": float(per_day),
            "quantile": float(asked),
        }
    )
print(json.dumps(fixtures, separators=(",", ":")).replace('{"name"', '\n{"name"'))
