package io.headroom.cli.render;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Shows a block of lines again and again: drawn over itself on a terminal, and elsewhere only when it has changed.
public final class Screen {
    private static final String CLEAR_LINE = "\u001b[2K";

    private final PrintWriter out;
    private final boolean terminal;
    private final TerminalSize size;
    private List<String> shown = List.of();
    private int drawn;

    public Screen(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
        this.size = terminal ? TerminalSize.now() : TerminalSize.USUAL;
    }

    public static Screen of(PrintWriter out) {
        return new Screen(out, isTerminal());
    }

    public static boolean isTerminal() {
        return Objects.requireNonNull(System.console()).isTerminal();
    }

    public void show(List<String> lines) {
        if (terminal) {
            draw(lines);
        } else if (!lines.equals(shown)) {
            if (!shown.isEmpty()) {
                out.println();
            }
            lines.forEach(out::println);
            shown = List.copyOf(lines);
        }
        out.flush();
    }

    private void draw(List<String> all) {
        var lines = fitting(all);
        if (drawn > 0) {
            out.print("\u001b[" + drawn + "A");
        }
        lines.forEach(line -> out.print(CLEAR_LINE + cut(line) + "\n"));
        for (int line = lines.size(); line < drawn; line++) {
            out.print(CLEAR_LINE + "\n");
        }
        drawn = Math.max(drawn, lines.size());
    }

    private List<String> fitting(List<String> all) {
        var most = size.rows() - 1;
        if (all.size() <= most) {
            return all;
        }
        var lines = new ArrayList<>(all.subList(0, most - 1));
        lines.add(Style.dim("… " + (all.size() - most + 1) + " more lines"));
        return lines;
    }

    /// What is wider than the terminal would wrap, and the next block would be drawn at a wrong place.
    public String cut(String line) {
        return visible(line) <= size.columns() ? line : line.substring(0, size.columns() - 1) + "…";
    }

    private static int visible(String line) {
        return line.replaceAll("\u001b\\[[0-9;]*m", "").length();
    }
}
