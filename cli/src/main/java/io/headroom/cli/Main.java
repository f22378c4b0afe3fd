package io.headroom.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import io.headroom.cli.api.ApiProblem;
import io.headroom.cli.render.Style;
import io.headroom.local.Refused;

import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_COMMAND_LIST;

/// The `headroom` command. Exit codes: 0 done, 1 it failed, 2 it could not begin (wrong usage, something
/// missing).
@Command(
        name = "headroom",
        description =
                "Keeps GPU capacity one step ahead of demand and never overspends a hard budget.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = HelpCommand.class,
        footer = {
            "",
            "Build (done by the start script itself)",
            "  test         Build everything and run all tests.",
            "  check [module]",
            "               Format check, compile and tests of one module.",
            "",
            "./headroom COMMAND --help says more of each.",
            "Exit codes: 0 done, 1 it failed, 2 it could not begin."
        })
public final class Main implements Runnable {
    static final int FAILED = 1;
    static final int COULD_NOT_BEGIN = 2;
    private static final String FULL = "the disk is full: make room and try again ";

    @Spec private CommandSpec spec = CommandSpec.create();

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /// The whole command line, for `main` and for tests.
    public static CommandLine commandLine() {
        var line = new CommandLine(new Main());
        var groups = new LinkedHashMap<String, List<String>>();
        Commands.groups()
                .forEach(
                        (group, commands) -> {
                            var before = Set.copyOf(line.getSubcommands().keySet());
                            commands.forEach(line::addSubcommand);
                            groups.put(group, added(line, before));
                        });
        line.getHelpSectionMap()
                .put(SECTION_KEY_COMMAND_LIST, help -> GroupedCommands.of(help, groups));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setColorScheme(CommandLine.Help.defaultColorScheme(Style.ansi()));
        line.setExecutionExceptionHandler(
                (failure, command, _) -> explain(failure, command.getErr()));
        return line;
    }

    private static List<String> added(CommandLine line, Set<String> before) {
        return line.getSubcommands().keySet().stream()
                .filter(name -> !before.contains(name))
                .toList();
    }

    /// Without a command: what there is.
    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    private static int explain(Exception failure, PrintWriter err) {
        return switch (failure) {
            case Refused refused -> say(err, refused.getMessage(), COULD_NOT_BEGIN);
            case ApiProblem problem -> say(err, String.join("\n", problem.lines()), FAILED);
            case UncheckedIOException io -> say(err, ofDisk(io), FAILED);
            case IOException io -> say(err, ofDisk(io), FAILED);
            default -> unexpected(failure, err);
        };
    }

    /// One line as for all else; where it came from is for those who look for it.
    private static int unexpected(Exception failure, PrintWriter err) {
        if (System.getenv("HEADROOM_TRACE") != null) {
            failure.printStackTrace(err);
        }
        return say(err, failure + " (HEADROOM_TRACE=1 shows where)", FAILED);
    }

    private static String ofDisk(Exception failure) {
        var cause = failure.getCause() instanceof FileSystemException file ? file : failure;
        if (cause instanceof FileSystemException file && file.getFile() != null) {
            var why =
                    switch (file) {
                        case NoSuchFileException _ -> "there is no such file or folder";
                        case AccessDeniedException _ -> "this user may not do that";
                        case FileAlreadyExistsException _ -> "is there already";
                        case NotDirectoryException _ -> "is no folder";
                        default -> String.valueOf(file.getReason());
                    };
            return why.contains("No space left")
                    ? FULL + "(" + file.getFile() + ")"
                    : file.getFile() + ": " + why;
        }
        var message = String.valueOf(failure.getMessage());
        return message.contains("No space left") ? FULL + "(" + message + ")" : message;
    }

    private static int say(PrintWriter err, @Nullable String line, int status) {
        err.println("headroom: " + line);
        return status;
    }
}
