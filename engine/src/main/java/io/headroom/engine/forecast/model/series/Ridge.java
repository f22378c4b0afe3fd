package io.headroom.engine.forecast.model.series;

import java.util.Arrays;

import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;

/// Least squares with a pull of every coefficient towards a value that it has when nothing is known.
public final class Ridge {
    /// Each sum is read and written once for so many rows.
    private static final int TOGETHER = 4;

    private final int size;
    private final double[][] gram;
    private final double[] right;
    private final double[][] held = new double[TOGETHER][];
    private final double[] weights = new double[TOGETHER];
    private final double[] truths = new double[TOGETHER];
    private int waiting;
    private double rows;

    public Ridge(int size) {
        this.size = size;
        gram = new double[size][size];
        right = new double[size];
        for (int row = 0; row < TOGETHER; row++) {
            held[row] = new double[size];
        }
    }

    public void add(double[] x, double y, double weight) {
        System.arraycopy(x, 0, held[waiting], 0, size);
        truths[waiting] = y;
        weights[waiting++] = weight;
        rows += weight;
        if (waiting == TOGETHER) {
            addHeld();
        }
    }

    /// One after the other in each sum, as if they had come alone: which rows are together changes no digit.
    private void addHeld() {
        Arrays.fill(weights, waiting, TOGETHER, 0);
        double[] a = held[0];
        double[] b = held[1];
        double[] c = held[2];
        double[] d = held[3];
        for (int i = 0; i < size; i++) {
            double wa = weights[0] * a[i];
            double wb = weights[1] * b[i];
            double wc = weights[2] * c[i];
            double wd = weights[3] * d[i];
            double[] sums = gram[i];
            for (int j = 0; j <= i; j++) {
                sums[j] = sums[j] + wa * a[j] + wb * b[j] + wc * c[j] + wd * d[j];
            }
            right[i] = right[i] + wa * truths[0] + wb * truths[1] + wc * truths[2] + wd * truths[3];
        }
        waiting = 0;
    }

    /// @param pull how many rows' worth of evidence the prior has, for a feature of average size
    public double[] solve(double pull, double[] prior) {
        addHeld();
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
