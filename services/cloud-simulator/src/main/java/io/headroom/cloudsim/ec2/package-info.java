/// Amazon EC2's Query protocol: form in, XML out.
@NullMarked
package io.headroom.cloudsim.ec2;

import org.jspecify.annotations.NullMarked;
