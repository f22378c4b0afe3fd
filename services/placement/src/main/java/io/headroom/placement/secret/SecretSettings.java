package io.headroom.placement.secret;

import java.nio.file.Path;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;

/// Where the key of the tenants' secrets is: `headroom.secrets.*`.
@ConfigMapping(prefix = "headroom.secrets")
public interface SecretSettings {

    /// A file that its owner alone can read, a key a line, each of 32 random characters or more. The first seals, all open: to change the
    /// key, put the new one before the old. Without it secrets are neither taken nor told.
    Optional<Path> keyFile();
}
