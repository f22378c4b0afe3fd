package io.headroom.cli.audit;

import java.util.List;

/// One comparison.
interface Check {
    /// What is compared, in a word or two.
    String name();

    /// How many things it looks at.
    int looksAt(Facts facts);

    List<Finding> findings(Facts facts);
}
