package io.headroom.engine.forecast.model;

import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;

/// Least squares with a pull of every coefficient towards a value that it has when nothing is known.
final class Ridge {
    private final int size;
    private final double[][] gram;
    private final double[] right;
    private double rows;

    Ridge(int size) {
        this.size = size;
        gram = new double[size][size];
        right = new double[size];
    }

    void add(double[] x, double y, double weight) {
        for (int i = 0; i < size; i++) {
            double wx = weight * x[i];
            if (wx != 0) {
                for (int j = 0; j <= i; j++) {
                    gram[i][j] += wx * x[j];
                }
                right[i] += wx * y;
            }
        }
        rows += weight;
    }

    /// @param pull how many rows' worth of evidence the prior has, for a feature of average size
    double[] solve(double pull, double[] prior) {
        double[][] a = new double[size][size];
        double[] b = new double[size];
        double scale = 0;
        for (int i = 0; i < size; i++) {
            scale += gram[i][i] / size;
        }
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                a[i][j] = gram[i][j];
                a[j][i] = gram[i][j];
            }
            double extra = pull * gram[i][i] / Math.max(rows, 1) + 1e-9 * scale + 1e-12;
            a[i][i] += extra;
            b[i] = right[i] + extra * prior[i];
        }
        try {
            return new CholeskyDecomposition(new Array2DRowRealMatrix(a, false), 1e-10, 0)
                    .getSolver()
                    .solve(new ArrayRealVector(b, false))
                    .toArray();
        } catch (MathRuntimeException _) {
            return prior.clone();
        }
    }
}
