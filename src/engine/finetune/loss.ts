/**
 * Binary cross-entropy plus soft Dice per picture (1 added above and below, for empty truths), and its gradient.
 * The twin of loss_of in training/lentigo_training/train.py.
 */
import * as tf from '@tensorflow/tfjs';

/**
 * In: logits and truths 0..1, both [batch, height, width, 1]. Out: a scalar, and its gradient for the logits.
 * The means are taken over the batch.
 */
export function lossAndGradient(
  logits: tf.Tensor4D,
  truth: tf.Tensor4D,
): { loss: tf.Scalar; dLogits: tf.Tensor4D } {
  const [pictures] = logits.shape;
  const probabilities = tf.sigmoid(logits);
  // max(z, 0) − z·t + log(1 + e^−|z|): no logarithm of 0 where a probability rounds to 0 or 1.
  const crossEntropy = tf
    .relu(logits)
    .sub(logits.mul(truth))
    .add(tf.log1p(tf.exp(tf.neg(tf.abs(logits)))));
  const perPicture = (x: tf.Tensor) =>
    x.reshape([pictures, -1]).sum(1).reshape([pictures, 1, 1, 1]);
  const above = perPicture(probabilities.mul(truth)).mul(2).add(1);
  const below = perPicture(probabilities).add(perPicture(truth)).add(1);
  const dice = above.div(below);
  const loss = crossEntropy.mean().add<tf.Scalar>(tf.sub(1, dice).mean());

  const dDice = truth.mul(2).div(below).sub(above.div(below.square()));
  const slope = probabilities.mul(tf.sub(1, probabilities));
  const dLogits = probabilities
    .sub(truth)
    .div(logits.size)
    .sub<tf.Tensor4D>(dDice.mul(slope).div(pictures));
  return { loss, dLogits };
}
