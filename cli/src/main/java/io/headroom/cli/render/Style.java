package io.headroom.cli.render;

import picocli.CommandLine.Help.Ansi;

/// Colours, where the terminal shows them and nobody said `NO_COLOR`.
public final class Style {
    private Style() {}

    public static Ansi ansi() {
        var unwanted = System.getenv("NO_COLOR");
        return unwanted != null && !unwanted.isEmpty() ? Ansi.OFF : Ansi.AUTO;
    }

    public static String bold(String text) {
        return ansi().enabled() ? "\u001b[1m" + text + "\u001b[0m" : text;
    }

    public static String green(String text) {
        return ansi().enabled() ? "\u001b[32m" + text + "\u001b[0m" : text;
    }

    public static String red(String text) {
        return ansi().enabled() ? "\u001b[31m" + text + "\u001b[0m" : text;
    }

    public static String dim(String text) {
        return ansi().enabled() ? "\u001b[2m" + text + "\u001b[0m" : text;
    }
}
