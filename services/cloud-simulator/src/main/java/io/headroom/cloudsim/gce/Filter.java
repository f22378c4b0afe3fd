package io.headroom.cloudsim.gce;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The `filter` of Google's lists, as far as it is simulated: comparisons with `=`, `!=`, `eq`, `ne` and `:*`, joined by AND.
record Filter(List<Term> terms) {

    private static final Pattern TERM =
            Pattern.compile(
                    "\\(?\\s*([A-Za-z][\\w.\\-/]*)\\s*(!=|=|:| eq | ne )\\s*(\"[^\"]*\"|'[^']*'|[^\\s()]+)\\s*\\)?");

    private static final Pattern JOINT = Pattern.compile("\\s+AND\\s+|(?<=\\))\\s+(?=\\()");

    /// One comparison.
    record Term(String field, boolean equal, String value) {
        boolean passes(String is) {
            boolean same = value.equals("*") ? !is.isEmpty() : is.equals(value);
            return same == equal;
        }
    }

    static Filter parse(String text) {
        List<Term> terms = new ArrayList<>();
        if (!text.isBlank()) {
            for (String part : JOINT.splitAsStream(text.strip()).toList()) {
                Matcher term = TERM.matcher(part.strip());
                if (!term.matches()) {
                    throw GceError.invalid(
                            "Invalid value for field 'filter': '%s'. Invalid list filter expression."
                                    .formatted(text));
                }
                String value = term.group(3).replaceAll("^[\"']|[\"']$", "");
                String sign = term.group(2).strip();
                terms.add(new Term(term.group(1), !sign.equals("!=") && !sign.equals("ne"), value));
            }
        }
        return new Filter(terms);
    }

    /// @param field the value of a field by its name; empty if there is none
    boolean passes(Function<String, String> field) {
        return terms.stream().allMatch(term -> term.passes(field.apply(term.field())));
    }
}
