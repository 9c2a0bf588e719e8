"""Computes what `tests.rs` holds the methods of books against, with libraries (statsforecast, scipy). Run by hand
when one changes:

    pip install statsforecast scipy && python compute.py > fixtures.json

Statsforecast smooths sizes and intervals of Croston and SBA by a tenth, as we do.
"""

import json

import numpy as np
from scipy.stats import nbinom, poisson
from statsforecast.models import TSB, CrostonClassic, CrostonSBA, SimpleExponentialSmoothing

SERIES = [
    [3, 1, 2, 2, 1, 5, 4, 3, 0, 2, 2, 1, 6, 4, 3, 1, 2, 2, 0, 5],
    [2, 0, 0, 3, 0, 0, 0, 0, 2, 0, 5, 0, 0, 1, 0, 0, 0, 4, 0, 2],
    [0, 0, 7, 0, 0, 0, 1, 1, 0, 9, 0, 0, 0, 0, 0, 2, 0, 0, 3, 0],
]
MODELS = {
    "ses": SimpleExponentialSmoothing(alpha=0.1),
    "croston": CrostonClassic(),
    "sba": CrostonSBA(),
    "tsb": TSB(alpha_d=0.1, alpha_p=0.1),
}


def last(model, days):
    return float(model.forecast(y=np.array(days, dtype=float), h=1)["mean"][0])


averages = [
    {"days": days, "of": {name: last(model, days) for name, model in MODELS.items()}} for days in SERIES
]
counts = []
for mean, variance, most in ((5.5, 20.0, 12), (0.4, 0.9, 0), (30.0, 31.0, 41), (8.0, 8.0, 12), (3.0, 2.0, 4)):
    if variance > mean * 1.0001:
        size = mean**2 / (variance - mean)
        part = nbinom(size, size / (size + mean)).cdf(most)
    else:
        part = poisson(mean).cdf(most)
    counts.append({"mean": mean, "variance": variance, "most": most, "part": float(part)})
print(json.dumps({"averages": averages, "counts": counts}, separators=(",", ":")).replace("{\"d", "\n{\"d").replace("{\"m", "\n{\"m"))
