package io.headroom.e2e.reference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

import io.headroom.cli.Main;
import io.headroom.e2e.system.Project;

import static org.assertj.core.api.Assertions.assertThat;

/// Whatever the documents say can be typed: the commands and options in them are there.
class WrittenCommandsTest {

    /// Up to where a command ends: the end of what is code, a comment, or what the shell does with it.
    private static final Pattern COMMAND = Pattern.compile("\\./headroom ([^`\n#|;&>)]+)");

    /// Of the script, and no commands of the program.
    private static final Set<String> OF_THE_SCRIPT = Set.of("test", "check", "help", "COMMAND");

    /// What stands for more of the same, or for nothing.
    private static final Pattern LEFT_OUT = Pattern.compile("\\.\\.\\.|…|\\[|]|\\\\$|<");

    @Test
    void every_command_in_the_documents_is_there() throws IOException {
        List<String> wrong = new ArrayList<>();
        CommandLine line = thatGoesOn(Main.commandLine());
        int commands = 0;
        for (Path page : pages()) {
            for (String command : commands(page)) {
                commands++;
                if (!isThere(line, command)) {
                    wrong.add(Project.root().relativize(page) + ": ./headroom " + command);
                }
            }
        }
        assertThat(commands).isGreaterThan(100);
        assertThat(wrong).isEmpty();
    }

    private static List<Path> pages() throws IOException {
        Path root = Project.root();
        List<Path> pages = new ArrayList<>();
        for (String folder : List.of("docs", "services", "infra")) {
            try (Stream<Path> files = Files.walk(root.resolve(folder))) {
                files.filter(file -> file.toString().endsWith(".md"))
                        .filter(file -> !file.toString().contains("/target/"))
                        // Written by the commands themselves.
                        .filter(file -> !file.endsWith("reference/cli.md"))
                        .forEach(pages::add);
            }
        }
        try (Stream<Path> files = Files.list(root)) {
            files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
        }
        return pages;
    }

    private static List<String> commands(Path page) {
        try {
            return COMMAND.matcher(Files.readString(page))
                    .results()
                    .map(MatchResult::group)
                    .map(found -> found.substring("./headroom ".length()).strip())
                    .filter(found -> !OF_THE_SCRIPT.contains(found.split(" ", 2)[0]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A command that is only named may lack what it needs, and a name may stand for a value.
    private static boolean isThere(CommandLine line, String command) {
        String typed = LEFT_OUT.split(command, 2)[0].strip();
        for (ParseResult at = line.parseArgs(typed.split("\\s+"));
                at != null;
                at = at.subcommand()) {
            if (at.errors().stream().anyMatch(UnmatchedArgumentException.class::isInstance)) {
                return false;
            }
        }
        return true;
    }

    private static CommandLine thatGoesOn(CommandLine line) {
        line.getCommandSpec().parser().collectErrors(true);
        line.getSubcommands().values().forEach(WrittenCommandsTest::thatGoesOn);
        return line;
    }
}
