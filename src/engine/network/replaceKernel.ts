import * as tf from '@tensorflow/tfjs';

/** Registers `config` instead of what has its place; the function returned undoes it. */
export function replaceKernel(config: tf.KernelConfig): () => void {
  const { kernelName, backendName } = config;
  const stock = tf.getKernel(kernelName, backendName) as tf.KernelConfig | undefined;
  if (stock) tf.unregisterKernel(kernelName, backendName);
  tf.registerKernel(config);
  return () => {
    tf.unregisterKernel(kernelName, backendName);
    if (stock) tf.registerKernel(stock);
  };
}
