package io.headroom.agent.requests;

import java.nio.charset.StandardCharsets;

import io.headroom.contracts.agent.Uncounted;

/// Finds one counter in a page of Prometheus' text format (0.0.4, and OpenMetrics as far as they agree) while it comes in, and adds up its samples. No more of
/// the page than a line is kept.
final class CounterLines {

    /// Longer lines are those of other samples, or not worth reading.
    private static final int LONGEST = 4_096;

    private final String counter;
    private final byte[] line = new byte[LONGEST];
    private int length;
    private boolean tooLong;
    private boolean found;
    private boolean isNone;
    private double total;

    CounterLines(String counter) {
        this.counter = counter;
    }

    void take(byte[] bytes, int count) throws NotCounted {
        for (int i = 0; i < count; i++) {
            if (bytes[i] == '\n') {
                endLine();
            } else if (length < LONGEST) {
                line[length++] = bytes[i];
            } else {
                tooLong = true;
            }
        }
    }

    /// What all its samples add up to.
    double end() throws NotCounted {
        endLine();
        if (!found || isNone) {
            throw new NotCounted(Uncounted.NO_COUNTER);
        }
        return total;
    }

    private void endLine() throws NotCounted {
        String text = new String(line, 0, length, StandardCharsets.UTF_8);
        boolean cut = tooLong;
        length = 0;
        tooLong = false;
        if (text.startsWith("#")) {
            isNone |= saysThatItIsNone(text);
        } else if (isOfCounter(text)) {
            if (cut) {
                throw new NotCounted(Uncounted.UNREADABLE);
            }
            found = true;
            total += value(text.substring(counter.length()));
        }
    }

    private boolean isOfCounter(String text) {
        if (!text.startsWith(counter) || text.length() == counter.length()) {
            return false;
        }
        char next = text.charAt(counter.length());
        return next == '{' || next == ' ' || next == '\t';
    }

    /// `# TYPE name gauge`: what goes up and down has no rate. Old servers say `untyped`.
    private boolean saysThatItIsNone(String comment) {
        String[] words = comment.strip().split("\\s+", -1);
        return words.length == 4
                && words[1].equals("TYPE")
                && words[2].equals(counter)
                && !words[3].equals("counter")
                && !words[3].equals("untyped")
                && !words[3].equals("unknown");
    }

    /// @param rest what comes behind the name: labels, the value and perhaps a time
    private static double value(String rest) throws NotCounted {
        String behind = rest.charAt(0) == '{' ? rest.substring(endOfLabels(rest)) : rest;
        String number = behind.strip().split("\\s+", 2)[0];
        try {
            double value = Double.parseDouble(number);
            // Java would take a type's letter at the end as well.
            if (value >= 0 && Double.isFinite(value) && !Character.isLetter(last(number))) {
                return value;
            }
        } catch (NumberFormatException _) {
            // said below
        }
        throw new NotCounted(Uncounted.UNREADABLE);
    }

    private static char last(String text) {
        return text.charAt(text.length() - 1);
    }

    /// Values of labels are quoted and may hold braces.
    private static int endOfLabels(String text) throws NotCounted {
        boolean quoted = false;
        for (int i = 1; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '\\' -> i++;
                case '"' -> quoted = !quoted;
                case '}' -> {
                    if (!quoted) {
                        return i + 1;
                    }
                }
                default -> {}
            }
        }
        throw new NotCounted(Uncounted.UNREADABLE);
    }
}
