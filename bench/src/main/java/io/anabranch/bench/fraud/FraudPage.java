// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.fraud;

import java.util.Locale;

/** The page of the evaluation. */
final class FraudPage {

  private FraudPage() {}

  static String of(String tables, int seeds, int epochs, double warmUp) {
    return String.format(
            Locale.ROOT,
            """
            # Fraud in a real stream

            Written by `scripts/evaluate-fraud`: Bitcoin OTC (who rated whom, and when), whose users are in
            part known to be fraudulent or benign. The labels were made from the ratings that users
            *received*; minus the mean received rating alone ranks them at a ROC-AUC of 0.997. So the values
            of the ratings play no part here: every edge has weight 1.

            What a user is known by: out- and in-degree, the share of edges that go both ways, age, how long
            it has been quiet, in-edges of the last week (`Activity`). GraphSAGE (two layers, 32 wide, both
            directions) learns without labels on the first %.0f %% of the edges, %d epochs at most, and never
            again; then the stream goes through the local engine. An edge is scored before it goes in,
            `-log sigmoid(z_u . z_v)`; a user's surprise is the mean, or the largest, of the edges around it.
            The risk head is a logistic regression on the embeddings as they are at the cut-off, five folds:
            nobody is scored by a head that knew the user's label. Means over %d seeds of model and folds.

            Two models were tried, with rows of any length and with rows of length 1, and both stand here;
            nothing else was chosen by these tables. The labels are those of the end of the data, also at
            the earlier cut-offs. Surprise looks for odd edges, and the labels do not come from those: see
            the last two lines for what it is worth as a score of users.

            """,
            100 * warmUp,
            epochs,
            seeds)
        + tables.replace("\r\n", "\n");
  }
}
