// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.train;

import java.awt.Color;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.YAxisPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws a training as PNG. No display is needed. */
public final class Pictures {

  private static final int WIDTH = 900;
  private static final int HEIGHT = 600;
  private static final int MOST_POINTS = 5_000;
  private static final int MOST_IN_LEGEND = 20;

  private Pictures() {}

  /** Loss and validation metric by epoch. */
  public static void curves(String title, List<Epoch> epochs, String metric, Path file)
      throws IOException {
    double[] x = epochs.stream().mapToDouble(Epoch::number).toArray();
    XYChart chart = chart(title, "epoch", "loss");
    XYSeries loss = chart.addSeries("loss", x, epochs.stream().mapToDouble(Epoch::loss).toArray());
    XYSeries validation =
        chart.addSeries(metric, x, epochs.stream().mapToDouble(Epoch::validation).toArray());
    loss.setMarker(SeriesMarkers.NONE);
    validation.setMarker(SeriesMarkers.NONE).setYAxisGroup(1);
    chart.setYAxisGroupTitle(1, metric);
    chart.getStyler().setYAxisGroupPosition(1, YAxisPosition.Right);
    save(chart, file);
  }

  /** The rows' two principal components, a colour a label; evenly picked where there are many. */
  public static void embeddings(String title, Evaluation evaluation, Path file) throws IOException {
    double[][] points = PrincipalComponents.project(evaluation.embeddings(), 2);
    Map<Integer, List<double[]>> byLabel = new TreeMap<>();
    int stride = 1 + (points.length - 1) / MOST_POINTS;
    for (int r = 0; r < points.length; r += stride) {
      byLabel.computeIfAbsent(evaluation.labels()[r], l -> new ArrayList<>()).add(points[r]);
    }
    XYChart chart = chart(title, "first principal component", "second");
    chart.getStyler().setDefaultSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    chart.getStyler().setMarkerSize(5);
    chart.getStyler().setLegendVisible(byLabel.size() <= MOST_IN_LEGEND);
    byLabel.forEach((label, rows) -> add(chart, label, rows, byLabel.size()));
    save(chart, file);
  }

  private static void add(XYChart chart, int label, List<double[]> rows, int labels) {
    XYSeries series =
        chart.addSeries(
            label < 0 ? "no label" : "label " + label,
            rows.stream().mapToDouble(row -> row[0]).toArray(),
            rows.stream().mapToDouble(row -> row[1]).toArray());
    series.setMarker(SeriesMarkers.CIRCLE);
    series.setMarkerColor(
        label < 0 ? Color.LIGHT_GRAY : Color.getHSBColor((float) label / labels, 0.8f, 0.8f));
  }

  private static XYChart chart(String title, String x, String y) {
    return new XYChartBuilder()
        .width(WIDTH)
        .height(HEIGHT)
        .title(title)
        .xAxisTitle(x)
        .yAxisTitle(y)
        .build();
  }

  private static void save(XYChart chart, Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      BitmapEncoder.saveBitmap(chart, out, BitmapEncoder.BitmapFormat.PNG);
    }
  }
}
