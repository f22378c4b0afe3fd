package io.headroom.cli.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.headroom.cli.render.Yaml;
import io.headroom.local.Refused;
import io.headroom.replay.compare.MarketFile;
import io.headroom.replay.compare.MarketText;

/// What can be bought, as `--pools` says it.
final class PoolsFile {

    private PoolsFile() {}

    static MarketFile read(Path file) {
        try {
            return MarketText.read(Yaml.read(Files.readString(file)));
        } catch (IllegalArgumentException wrong) {
            throw new Refused("--pools " + file + ": " + wrong.getMessage(), wrong);
        } catch (UncheckedIOException wrong) {
            String said = String.valueOf(wrong.getMessage());
            throw new Refused(
                    "--pools " + file + " is no YAML: " + said.lines().findFirst().orElse(""),
                    wrong);
        } catch (IOException unreadable) {
            throw new Refused("--pools " + file + " cannot be read", unreadable);
        }
    }
}
