"""Likenesses that differ in their last digits alone are equal."""

import numpy as np

from counterclaim.matching._compare import _nearest


def test_noise_in_the_last_digits_does_not_choose_what_is_nearest() -> None:
    """A product of two vectors has other last digits beside other vectors; the same pair must get the same weight."""
    cosines = np.array([[0.9, 0.9 - 2e-7, 0.4], [0.2, 0.3, 0.9]], dtype=np.float32)
    starts = np.array([0])
    assert _nearest(cosines, starts).tolist() == [[1, 1, 0], [0, 0, 1]]
    assert _nearest(cosines - 1e-3 * (cosines == cosines[0, 1]), starts).tolist() == [[1, 0.5, 0], [0, 0, 1]]
