//! Where things stand on a page.

/// A transformation `[a b c d e f]`: x' = ax + cy + e, y' = bx + dy + f.
#[derive(Clone, Copy, Debug)]
pub(super) struct Matrix(pub [f64; 6]);

impl Matrix {
    pub const IDENTITY: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// First this one, then the other.
    pub fn then(self, other: Self) -> Self {
        let (m, o) = (self.0, other.0);
        Self([
            m[0] * o[0] + m[1] * o[2],
            m[0] * o[1] + m[1] * o[3],
            m[2] * o[0] + m[3] * o[2],
            m[2] * o[1] + m[3] * o[3],
            m[4] * o[0] + m[5] * o[2] + o[4],
            m[4] * o[1] + m[5] * o[3] + o[5],
        ])
    }

    /// A shift that comes first.
    pub fn shifted(self, x: f64, y: f64) -> Self {
        Self([1.0, 0.0, 0.0, 1.0, x, y]).then(self)
    }

    /// Where the origin comes to lie.
    pub fn origin(self) -> (f64, f64) {
        (self.0[4], self.0[5])
    }

    /// How long an upright and a lying unit become.
    pub fn scale(self) -> (f64, f64) {
        let [a, b, c, d, ..] = self.0;
        (c.hypot(d), a.hypot(b))
    }

    /// Which way writing goes, in quarter turns to the left; none if it goes aslant.
    pub fn quarter(self) -> Option<usize> {
        let [a, b, ..] = self.0;
        // Within three degrees.
        let along = |main: f64, side: f64| main > 0.0 && side.abs() <= 0.05 * main;
        [(a, b), (b, -a), (-a, -b), (-b, a)].iter().position(|&(main, side)| along(main, side))
    }
}

/// A point in the frame of writing of that quarter: x along the line, y down the page.
pub(super) fn in_frame(quarter: usize, (x, y): (f64, f64)) -> (f64, f64) {
    match quarter {
        0 => (x, -y),
        1 => (y, x),
        2 => (-x, y),
        _ => (-y, -x),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shifts_and_turns() {
        let turned = Matrix([0.0, 1.0, -1.0, 0.0, 10.0, 20.0]);
        assert_eq!(format!("{:?}", turned.shifted(3.0, 0.0).origin()), "(10.0, 23.0)");
        assert_eq!((turned.quarter(), Matrix::IDENTITY.quarter()), (Some(1), Some(0)));
        assert_eq!(Matrix([0.7, 0.7, -0.7, 0.7, 0.0, 0.0]).quarter(), None);
        let writing = turned.shifted(5.0, 0.0);
        let ((x0, y0), (x1, y1)) = (in_frame(1, turned.origin()), in_frame(1, writing.origin()));
        assert!((x1 - x0 - 5.0).abs() < 1e-9 && (y0 - y1).abs() < 1e-9);
    }
}
