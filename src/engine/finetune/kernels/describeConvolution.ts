import * as tf from '@tensorflow/tfjs';

/** Attributes that tfjs hands to the kernels of a convolution's gradients. */
export type ConvolutionAttributes = {
  readonly strides: number | [number, number];
  readonly pad: 'valid' | 'same' | number;
  readonly dataFormat: 'NHWC' | 'NCHW';
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
};

type Shape4 = [number, number, number, number];
export type FilterGradientAttributes = ConvolutionAttributes & { readonly filterShape: Shape4 };
export type InputGradientAttributes = ConvolutionAttributes & { readonly inputShape: Shape4 };

/** Sizes, strides and paddings of the convolution whose gradient is asked for. */
export function describeConvolution(
  inputShape: Shape4,
  filterShape: Shape4,
  { strides, pad, dimRoundingMode }: ConvolutionAttributes,
): tf.backend_util.Conv2DInfo {
  return tf.backend_util.computeConv2DInfo(
    inputShape,
    filterShape,
    strides,
    1,
    pad,
    dimRoundingMode,
  );
}
