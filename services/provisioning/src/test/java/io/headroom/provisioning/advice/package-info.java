@NullMarked
package io.headroom.provisioning.advice;

import org.jspecify.annotations.NullMarked;
