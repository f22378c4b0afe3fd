package io.headroom.agent.notice;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

import com.fasterxml.jackson.databind.ObjectMapper;

/// A notice that somebody else on the machine writes down, in the words of EC2's instance action:
/// `{"action":"terminate","time":"2026-01-31T10:00:00Z"}`.
public record NoticeFile(Path file, ObjectMapper json) implements SpotNotice {

    @Override
    public Optional<Instant> goneAt() throws IOException {
        return Files.exists(file)
                ? Optional.of(InstanceAction.read(Files.readAllBytes(file), json))
                : Optional.empty();
    }
}
