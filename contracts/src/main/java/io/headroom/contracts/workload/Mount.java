package io.headroom.contracts.workload;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A folder or file of the node that a replica finds at a place of its own.
///
/// @param source an absolute path on the node
/// @param target where the replica finds it: an absolute path, or one relative to its working directory
/// @param readOnly whether it may only read there
public record Mount(Path source, Path target, boolean readOnly) {

    private static final Pattern FORM = Pattern.compile("(/[^:]*):([^:]+)(:ro)?");

    /// From `SOURCE:TARGET` or `SOURCE:TARGET:ro`; empty if it is neither, or leads upwards.
    static Optional<Mount> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches() || text.length() > 4096 || text.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        Path source = Path.of(form.group(1));
        Path target = Path.of(form.group(2));
        boolean upwards = !source.equals(source.normalize()) || !target.equals(target.normalize());
        return upwards || target.startsWith("..")
                ? Optional.empty()
                : Optional.of(new Mount(source, target, form.group(3) != null));
    }
}
