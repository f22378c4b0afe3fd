package io.headroom.agent.replica.simulated;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A command of which it is known without running it how long it takes and how it ends: `sleep SECONDS`, `true`, `false`, `exit CODE`, or
/// several of them for a shell (`sh -c "sleep 5; exit 3"`).
///
/// @param takes absent: for ever
record SimulatedCommand(Optional<Duration> takes, int code) {

    private static final Pattern SHELL = Pattern.compile("(\\S*/)?(ba|da|z)?sh");
    private static final Pattern NEXT = Pattern.compile("\\s*(;|&&)\\s*");
    private static final Pattern SPACE = Pattern.compile("\\s+");

    /// Longer than anything is waited for.
    private static final double MOST_SECONDS = 1e10;

    /// Absent for a command that would have to be run.
    static Optional<SimulatedCommand> of(List<String> words) {
        boolean shell =
                words.size() == 3
                        && SHELL.matcher(words.getFirst()).matches()
                        && words.get(1).endsWith("c");
        return shell ? script(words.get(2)) : one(words);
    }

    Instant endsAt(Instant start) {
        return takes.map(start::plus).orElse(Instant.MAX);
    }

    private static Optional<SimulatedCommand> script(String text) {
        Duration total = Duration.ZERO;
        int code = 0;
        for (String part : NEXT.split(text.strip(), -1)) {
            Optional<SimulatedCommand> next = one(Arrays.asList(SPACE.split(part.strip(), -1)));
            if (next.isEmpty() || next.get().takes().isEmpty()) {
                return next;
            }
            total = total.plus(next.get().takes().get());
            code = next.get().code();
            if (code != 0 || part.startsWith("exit")) {
                break;
            }
        }
        return Optional.of(new SimulatedCommand(Optional.of(total), code));
    }

    private static Optional<SimulatedCommand> one(List<String> words) {
        if (words.isEmpty()) {
            return Optional.empty();
        }
        String name = words.getFirst().substring(words.getFirst().lastIndexOf('/') + 1);
        return switch (name) {
            case "true" -> Optional.of(ending(0));
            case "false" -> Optional.of(ending(1));
            case "exit" -> Optional.of(ending(words.size() < 2 ? 0 : code(words.get(1))));
            case "sleep" -> Optional.of(words.size() == 2 ? sleep(words.get(1)) : ending(1));
            default -> Optional.empty();
        };
    }

    private static SimulatedCommand ending(int code) {
        return new SimulatedCommand(Optional.of(Duration.ZERO), code);
    }

    private static int code(String text) {
        try {
            return Integer.parseInt(text) & 0xff;
        } catch (NumberFormatException e) {
            return 2; // what a shell says of it
        }
    }

    /// As people write it ("0.5"), kept to the millisecond.
    private static SimulatedCommand sleep(String seconds) {
        if (seconds.equals("infinity")) {
            return new SimulatedCommand(Optional.empty(), 0);
        }
        try {
            double value = Double.parseDouble(seconds);
            return value >= 0 && value < MOST_SECONDS
                    ? new SimulatedCommand(Optional.of(Duration.ofMillis((long) (value * 1000))), 0)
                    : ending(1);
        } catch (NumberFormatException e) {
            return ending(1);
        }
    }
}
