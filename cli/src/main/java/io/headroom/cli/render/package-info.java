/// Shows answers to people and to scripts: as a table, as JSON, as YAML.
@NullMarked
package io.headroom.cli.render;

import org.jspecify.annotations.NullMarked;
